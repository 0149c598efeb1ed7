"""Appointments and dismissals: "Putin appointed Belousov as defence minister", "was sacked", "Truss resigned", "the
resignation of X", "newly appointed minister X". Elections are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise

from spacy.tokens import Token

from kgload.extract.actors.pieces import Reference
from kgload.extract.circumstances.attachment import time_of
from kgload.extract.clauses.frames import (
    clause_verb,
    complements,
    conjuncts,
    governing_preposition,
    objects,
    owners,
    subjects,
)
from kgload.extract.clauses.status import status_of
from kgload.extract.coreference.pairs import HEADS
from kgload.extract.events.careers import career_status
from kgload.extract.events.posts import Post, in_post, names_post, post_of, posts_in_turn, standing_after, stated_post
from kgload.extract.mentions.drafts import Draft, Participant, Sentence
from kgload.extract.text.lexicon import status_words
from kgload.extract.text.verbs import is_verb
from kgload.extract.times import TimeExpression
from kgload.model import UNKNOWN_TIME, Status, TimeValue
from kgload.vocabulary import vocabulary

_ROLES = {"appointment": ("appointee", "appointer"), "dismissal": ("dismissed", "dismisser")}
_TO_COME = frozenset({"nominate", "tap", "nomination"})  # these only propose
_CHOOSING = frozenset("choose pick select propose elect designate ask invite persuade".split())
_FROM_POST = frozenset({"remove", "relieve", "strip"})  # events only with a post
_OUT = frozenset(  # events of whomever
    "sack fire oust depose overthrow overthrown topple firing sacking ouster ousting dismissal resignation".split()
)
_IN_POST = frozenset({"quit", "retire", "leave office", "leave post", "leave job"})  # the same, or a holder of one
# "is considering sacking", "debated whether to oust": what is weighed, of a meeting a plan, is none of an office
_WEIGHED = frozenset("consider mull weigh suggest hope seek try attempt debate discuss speculate protest rally".split())
_WISHED = frozenset({"urged", "hypothetical"})  # "demanded that he resign", "threatened to resign"
_HANDED_IN = frozenset("announce submit tender accept offer hand give approve receive reject refuse deliver".split())
_IN_TITLE = (
    ("appointment", re.compile(r"\b(?:newly|recently|just)[ -](?:appointed|named|installed)\b", re.IGNORECASE)),
    ("dismissal", re.compile(r"\b(?:sacked|fired|ousted|dismissed|deposed|toppled|overthrown)\b", re.IGNORECASE)),
)


def extract(sentence: Sentence) -> Iterator[Draft]:
    for token in sentence.tokens():
        value = sentence.parsed.values[token.i]
        if isinstance(value, Reference):
            if value.kind == "name":
                yield from _told_in_title(sentence, token, value)
        elif value is not None or sentence.quoted(token):
            continue
        elif is_verb(token) and (lemma := _lemma(token)):
            yield from _by_verb(sentence, token, lemma)
        elif token.pos_ == "NOUN" and (kind := _nouns().get(token.lemma_.lower())):
            yield from _by_noun(sentence, token, kind)


@cache
def _verbs(kind: str) -> frozenset[str]:
    return frozenset(vocabulary()[kind].verbs)


@cache
def _own(kind: str) -> frozenset[str]:
    return frozenset(vocabulary()[kind].own)


@cache
def _nouns() -> dict[str, str]:
    return {noun: kind for kind in _ROLES for noun in vocabulary()[kind].nouns}


def _lemma(verb: Token) -> str:
    """The verb as `schema/event_types.toml` has it, with its particle or bare object; "" if it opens no tenure."""
    lemma = verb.lemma_.lower()
    behind = [c for c in verb.children if c.i > verb.i and c.dep_ in ("prt", "advmod", "dobj", "prep", "pobj")]
    for word in [f"{lemma} {c.lemma_.lower()}" for c in behind] + [lemma]:
        if any(word in _verbs(kind) | _own(kind) for kind in _ROLES):
            return word
    return ""


def _by_verb(sentence: Sentence, verb: Token, lemma: str) -> Iterator[Draft]:
    if _list_of_nominees(sentence):
        return
    if lemma == "replace":
        yield from _replaced(sentence, verb)
        return
    for kind in _ROLES:
        if lemma in _own(kind) and not _means_another(sentence, verb, lemma):
            who, by = _who_and_by(verb)
            concerned = _persons(sentence, who, _ROLES[kind][0])
            yield from _change(sentence, verb, kind, concerned, by, lemma, timed=_announcing(verb))
        elif lemma in _verbs(kind):
            in_turn = posts_in_turn(sentence, verb)
            for token, post in in_turn:
                person = _persons(sentence, [token], _ROLES[kind][0])
                yield from _change(sentence, verb, kind, person, subjects(verb), lemma, post)
            if not in_turn:
                yield from _change(sentence, verb, kind, _object_of(sentence, verb, kind), subjects(verb), lemma)


def _list_of_nominees(sentence: Sentence) -> bool:
    """ "Lloyd Austin, of Georgia, to be Secretary of Defense, vice Mark Esper, resigned." tells no resignation."""
    tokens = list(sentence.tokens())
    named = (t.lower_ == "vice" and t.text != "Vice" and after.text[:1].isupper() for t, after in pairwise(tokens))
    return any(named) and any(t.lower_ == "be" for t in tokens)


def _announcing(verb: Token) -> Token | None:
    """ "Said on Friday he was resigning": the day of the announcement."""
    return verb.head if verb.dep_ == "ccomp" and verb.tag_ == "VBG" else None


def _means_another(sentence: Sentence, verb: Token, lemma: str) -> bool:
    """ "Resigned himself to", "stepped down from the plane", "quit the treaty"."""
    if lemma in ("succeed", "become") or lemma.startswith(("take", "assume", "leave")):
        return False
    if any(c.dep_ == "dobj" and not names_post(verb) for c in verb.children):
        return True
    origin = [p for c in verb.children if c.lower_ == "from" for p in c.children if p.dep_ == "pobj"]
    bodies = [p for p in origin if isinstance(sentence.parsed.values[p.i], Reference) or p.lemma_ == "government"]
    return bool(origin) and not bodies and not names_post(verb)


def _passive(verb: Token) -> bool:
    """Also of a participle coordinated with a passive: "was removed on Monday and nominated as envoy"."""
    if any(c.dep_ in ("nsubjpass", "auxpass", "agent") for c in verb.children):
        return True
    inside = [g.tag_ for c in verb.children if c.dep_ == "oprd" for g in c.children if g.dep_ in ("compound", "appos")]
    objectless = not any(c.dep_ in ("dobj", "nsubj") for c in verb.children) and "NNP" not in inside
    return verb.dep_ == "conj" and verb.tag_ in ("VBN", "VBD") and objectless and _passive(verb.head)


def _agents(verb: Token) -> list[Token]:
    return [t for c in verb.children if c.dep_ == "agent" for p in c.children if p.dep_ == "pobj" for t in conjuncts(p)]


def _whom(verb: Token) -> list[Token]:
    """The object; "resigned and was replaced by": the subject of the verb before, of a passive without its own."""
    if found := objects(verb):
        return found
    shared = verb.dep_ == "conj" and _passive(verb) and is_verb(verb.head)
    return (objects(verb.head) or subjects(verb.head)) if shared else []


def _object_of(sentence: Sentence, verb: Token, kind: str) -> list[Participant]:
    """Whom the verb appoints or dismisses, also where the parser takes a name for a part of the office."""
    role = _ROLES[kind][0]
    passive = _passive(verb)
    named = [] if passive else [c for c in verb.children if c.dep_ == "oprd"]
    inside = [] if passive else [g for c in verb.children for g in c.children if g.dep_ in ("compound", "appos")]
    headline = [verb.head] if verb.dep_ == "acl" and verb.tag_ == "VBN" else []  # "X named minister", said of X
    whom = [t for t in _whom(verb) if kind == "dismissal" or not _is_bare_office(sentence, t)]
    pronoun = [c for t in _whom(verb) for c in t.children if c.tag_ == "PRP"]  # "appointed him secretary of state"
    for tokens in (pronoun, whom, named, inside, headline, _owner_of_participle(verb)):
        if found := _persons(sentence, tokens, role):
            return found
    return []


def _is_bare_office(sentence: Sentence, token: Token) -> bool:
    """ "Appointed ambassador", "made him foreign minister": what somebody becomes, not who."""
    value = sentence.parsed.values[token.i]
    said = any(c.dep_ in ("det", "poss") for c in token.children) or (token.i and token.nbor(-1).lower_ == "the")
    return isinstance(value, Reference) and value.kind == "office" and not said


def _owner_of_participle(verb: Token) -> list[Token]:
    """ "His first trip since being appointed": the owner of the noun above."""
    if verb.dep_ == "pcomp" and not is_verb(verb.head.head):
        return owners(verb.head.head)
    return []


def _replaced(sentence: Sentence, verb: Token) -> Iterator[Draft]:
    """ "A was replaced by B", "replaced A with B": two events. "B replaced A as minister" dates only B's."""
    passive = _passive(verb)
    gone = _persons(sentence, _whom(verb), "dismissed")
    new = complements(verb, ("with",)) or _agents(verb)
    come = _persons(sentence, new, "appointee")
    post = stated_post(sentence, verb) or (post_of(gone[0].actor) if len(gone) == 1 else None)
    if come and post is not None and len(gone) == 1:
        by = [] if passive else subjects(verb)
        yield from _change(sentence, verb, "dismissal", gone, by, "replace", post)
        yield from _change(sentence, verb, "appointment", come, by, "replace", post)
    elif not passive and post is not None and stated_post(sentence, verb) is not None and len(gone) == 1:
        who, by = _who_and_by(verb)
        come = _persons(sentence, who, "appointee")
        if _is_choice(verb) or not any(_appoints_to(sentence, person, post) for person in come):
            yield from _change(sentence, verb, "appointment", come, by, "replace", post)


def _who_and_by(verb: Token) -> tuple[list[Token], list[Token]]:
    """Who takes up a post, and who chose them: of "picked A to become minister" A, and the subject."""
    return (objects(verb.head), subjects(verb.head)) if _is_choice(verb) else (subjects(verb), [])


def _is_choice(verb: Token) -> bool:
    """ "Putin chose A to replace B", "A was picked to succeed B": it is A who does."""
    below = verb.tag_ == "VB" and verb.dep_ in ("xcomp", "advcl", "ccomp") and is_verb(verb.head)
    return below and verb.head.lemma_.lower() in _CHOOSING | _verbs("appointment")


def _appoints_to(sentence: Sentence, person: Participant, post: Post) -> bool:
    """ "Putin replaces B as minister": a president becomes none; whoever does is not said."""
    return bool(sentence.who.known.functions(person.actor) & HEADS) and post.function not in HEADS


def _by_noun(sentence: Sentence, noun: Token, kind: str) -> Iterator[Draft]:
    """ "X's resignation", "Trump's sacking of Y", "since his appointment as minister"."""
    lemma = noun.lemma_.lower()
    of = [t for c in noun.children if c.lower_ == "of" for p in c.children if p.dep_ == "pobj" for t in conjuncts(p)]
    head = noun.head
    by = owners(noun) if of else []
    concerned = _persons(sentence, of or _congratulated(noun) or owners(noun), _ROLES[kind][0])
    handed_in = noun.dep_ in ("dobj", "nsubjpass") and head.lemma_.lower() in _HANDED_IN
    if handed_in and not of and not concerned and lemma == "resignation":
        concerned = _persons(sentence, subjects(head), "dismissed")
    yield from _change(sentence, noun, kind, concerned, by, lemma, timed=head if handed_in else None)


def _congratulated(noun: Token) -> list[Token]:
    """ "Blinken congratulated Fidan on his appointment": his is the object's."""
    verb = clause_verb(noun)
    pronoun = any(c.dep_ == "poss" and c.tag_ == "PRP$" for c in noun.children)
    return objects(verb) if pronoun and verb is not None and governing_preposition(noun) is not None else []


def _change(
    sentence: Sentence,
    trigger: Token,
    kind: str,
    concerned: list[Participant],
    by: Iterable[Token],
    lemma: str,
    post: Post | None = None,
    *,
    timed: Token | None = None,
) -> Iterator[Draft]:
    if len(concerned) > 1 and kind == "dismissal":  # "A and B resigned"
        for person in concerned:
            yield from _change(sentence, trigger, kind, [person], by, lemma, post, timed=timed)
        return
    status = _status(trigger, lemma)
    if len(concerned) != 1 or status is None or _wished(trigger):
        return
    person = concerned[0]
    post = post or stated_post(sentence, trigger) or _successor_post(sentence, trigger)
    if post is None and any(t.dep_ == "prep" and t.lower_ == "as" and t.i > trigger.i for t in trigger.subtree):
        return  # "dismissed him as a clown"
    if post is None and lemma == "retire":
        return  # "retired from active duty"
    if post is None and lemma in _FROM_POST and not names_post(trigger):
        return
    led_to: TimeValue | None = None
    if lemma in _own("appointment") and not _is_choice(trigger):
        status, led_to = career_status(sentence, trigger, status)
    time = led_to or (time_of(sentence, trigger, status) if lemma not in _TO_COME else UNKNOWN_TIME)
    if time.precision == "range" and time.earliest and time.latest and (time.latest - time.earliest).days > 366:
        time = UNKNOWN_TIME  # "appointed as director (2009 – 2014)": how long
    if time == UNKNOWN_TIME and timed is not None:
        time = time_of(sentence, timed, status)
    by_actors = [p for p in sentence.participants(list(by), _ROLES[kind][1]) if p.actor is not person.actor]
    if post is None:
        post = post_of(person.actor)
        bare = lemma in ("take office", "assume office", "swear in", "inaugurate") and _own_day(sentence, trigger)
        if (kind == "appointment" and not bare) or (post is None and not _of_itself(lemma)):
            return
    if post is not None and post.country is None:
        countries = [p.actor.country for p in by_actors if p.actor.country] + [person.actor.country]
        post = replace(post, country=countries[0])
    holder = in_post(sentence, person, post, standing_after(kind, status, post))
    part = "verb" if is_verb(trigger) else "noun"
    draft = sentence.draft(kind, status, trigger, [holder, *by_actors], f"{part}:{lemma}", 0.85)
    draft.time = time
    yield draft


def _own_day(sentence: Sentence, verb: Token) -> bool:
    return any(isinstance(sentence.parsed.values[t.i], TimeExpression) for t in verb.subtree)


def _successor_post(sentence: Sentence, verb: Token) -> Post | None:
    """ "Appointed X to replace Y": the post of Y."""
    before = [
        p
        for c in verb.children
        if c.dep_ in ("xcomp", "advcl", "ccomp") and c.tag_ == "VB" and c.lemma_ in ("replace", "succeed")
        for p in _persons(sentence, objects(c), "dismissed")
    ]
    return post_of(before[0].actor) if len(before) == 1 else None


def _of_itself(lemma: str) -> bool:
    """Does the word speak of an office even if none is named: "Truss resigned"?"""
    return lemma in _OUT | _FROM_POST or (lemma in _own("dismissal") and lemma not in _IN_POST)


def _status(trigger: Token, lemma: str) -> Status | None:
    status = status_of(trigger)
    if trigger.dep_ in ("dobj", "nsubjpass") and trigger.head.lemma_.lower() == "announce" and status == "planned":
        status = status_of(trigger.head)  # who announces it does it
    if lemma == "resignation" and trigger.dep_ == "dobj" and trigger.head.lemma_.lower() in ("reject", "refuse"):
        return "denied"
    return "planned" if status == "occurred" and lemma in _TO_COME else status


def _wished(trigger: Token) -> bool:
    """Is it only demanded, threatened or weighed?"""
    node = trigger
    for _ in range(4):
        head = node.head
        if head.i == node.i or (is_verb(node) and node.dep_ not in ("xcomp", "ccomp", "advcl", "pcomp", "acl")):
            return False
        wishing = [head, *(c for c in head.children if c.dep_ == "nsubj")]  # "calls grew for X to resign"
        if any(_wishes(t.lemma_.lower()) for t in wishing) and node.dep_ not in ("nsubj", "nsubjpass"):
            return True
        if is_verb(node) and node.dep_ == "advcl" and node.tag_ != "VB":
            return False
        node = head
    return False


def _wishes(lemma: str) -> bool:
    words = status_words()
    return lemma in _WEIGHED or words.verbs.get(lemma) in _WISHED or words.nouns.get(lemma) in _WISHED


def _persons(sentence: Sentence, tokens: list[Token], role: str) -> list[Participant]:
    return [p for p in sentence.participants(tokens, role) if p.actor.kind == "person" and p.actor.name]


def _told_in_title(sentence: Sentence, token: Token, value: Reference) -> Iterator[Draft]:
    """ "Iran's newly appointed envoy X", "his sacked war minister X"."""
    said = value.text + "".join(f" {c.text}" for c in token.children if c.dep_ == "amod")
    for kind, pattern in _IN_TITLE:
        if pattern.search(said) and len(value.actors) == 1 and post_of(value.actors[0]) is not None:
            people = _persons(sentence, [token], _ROLES[kind][0])
            yield sentence.draft(kind, "occurred", token, people, "title", 0.8)
