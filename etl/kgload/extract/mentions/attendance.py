"""Who else was there, where a sentence of its own says so: "also present were A and B", "the talks were attended by A",
"A and B took part on the Turkish side", "the visitor was accompanied by A". They join an event told before.

The parser is weak in such sentences (inverted, long lists with offices between), so the names are taken in their
order, up to the next clause.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from kgload.extract.actors.pieces import Reference
from kgload.extract.clauses.frames import complements, verb_of
from kgload.extract.clauses.status import status_of
from kgload.extract.mentions.companions import ROLE
from kgload.extract.mentions.drafts import Draft, Participant, Sentence
from kgload.extract.mentions.listed import opening
from kgload.extract.text.verbs import has_subject, is_finite, is_passive, is_verb
from kgload.model import Status
from kgload.vocabulary import vocabulary

_KNOWN = frozenset(
    (
        "meeting talk summit ceremony call negotiation session discussion event conversation lunch dinner breakfast "
        "luncheon banquet"
    ).split()
)
_WHICH = frozenset("the their this these both".split())
_HOSTING = frozenset("host chair convene mediate moderate broker".split())
_OF_THREE = frozenset({"trilateral", "three-way", "tripartite"})
_WITH_NOUN = frozenset("attend join".split())
_PRESENT = frozenset("present there attendance attending".split())
_AMONG = frozenset("present attending participant attendee attendees participants".split())
_GATHERED = frozenset("delegation participant attendee side team".split())
_BEHIND = frozenset({"after", "following"})
_NEAR = 3
_LATELY = 10


@dataclass(frozen=True, slots=True)
class Presence:
    """`people` were at `whole`, an event told before; `token` says so. None: it is not sure at which."""

    sentence: Sentence
    token: Token
    people: tuple[Participant, ...]
    whole: Draft | None

    def told_by(self, draft: Draft) -> bool:
        """Is the draft what this sentence says, read as an event of its own?"""
        return draft is not self.whole and _says(self.sentence, self.token, draft)


def presences(sentence: Sentence, drafts: Sequence[Draft]) -> Iterator[Presence]:
    """Those of the sentence who join one of the events told so far."""
    if (listed := opening(sentence)) is not None and (listed.noun is None or listed.noun in _KNOWN):
        yield from _present(sentence, listed.verb, "occurred", drafts, listed.noun, [])
        return
    for verb in sentence.tokens():
        if sentence.parsed.values[verb.i] is not None or not is_verb(verb):
            continue
        noun, whom = _noun(verb), _whom(sentence, verb)
        if sentence.quoted(verb) or not (noun is not None or whom or _is_bare(sentence, verb)):
            continue
        if (status := status_of(verb)) is None:  # asked last: it is what takes longest
            continue
        yield from _present(sentence, verb, status, drafts, noun.lemma_.lower() if noun is not None else None, whom)


def _present(
    sentence: Sentence,
    verb: Token,
    status: Status,
    drafts: Sequence[Draft],
    noun: str | None,
    whom: Sequence[Participant],
) -> Iterator[Presence]:
    """The people on one side of the verb, at the event that is called so or that those were at."""
    people = _names(sentence, verb, behind=_is_behind(verb))
    told = [d for d in drafts if d.status == status and not _says(sentence, verb, d)]
    told = [d for d in told if _is_of_late(sentence, d) and not _looks_back(d)]
    third = verb.lemma_ in _HOSTING and len(people) == 1  # "Scholz hosted the trilateral meeting": no side of it
    bare = noun is None and not whom
    told = [d for d in told if _of_its_sides(people, d, third=third or (bare and _is_next(d, sentence)))]
    whole = _whole(told, noun, whom)
    if people and whole is not None:
        role = "host" if third else ROLE
        yield Presence(sentence, verb, tuple(replace(p, role=role) for p in people), whole)
    elif _on_side(verb) or len({p.actor.country or id(p.actor) for p in people}) == 1:
        yield Presence(sentence, verb, tuple(people), None)  # no talks among the aides of one side


def _is_next(told: Draft, sentence: Sentence) -> bool:
    """Told in the sentence before: the EU's envoy may have taken part, too."""
    return told.parsed is sentence.parsed and told.sentence.end == sentence.span.start


def _is_of_late(sentence: Sentence, draft: Draft) -> bool:
    """No background: "they last met in 2010"."""
    last = draft.time.latest
    return last is None or sentence.anchor is None or (sentence.anchor.on - last).days <= _LATELY


def _looks_back(draft: Draft) -> bool:
    """ "The two last met in May", "met B on Friday, after talks with C": behind what is told of."""
    verb = verb_of(draft.token)
    last = verb is not None and any(t.lower_ in ("last", "previously") for t in verb.doc[max(verb.i - 2, 0) : verb.i])
    node = draft.token
    while node.dep_ in ("dobj", "pobj") and node.head.lower_ not in _BEHIND:
        node = node.head
    return last or (node.dep_ in ("pobj", "pcomp") and is_verb(node.head.head))


def _says(sentence: Sentence, verb: Token, draft: Draft) -> bool:
    told = verb_of(draft.token)
    return draft.sentence == sentence.span and told is not None and told == verb


def _whom(sentence: Sentence, verb: Token) -> list[Participant]:
    """ "The visitor was accompanied by A", "Turkey was represented by A", "X, who was joined by A, said"."""
    joined = verb.lemma_ == "join" and not any(t.lower_ in ("for", "at", "in") for t in verb.children)
    if not (joined or verb.lemma_ in ("accompany", "represent")) or not is_passive(verb):
        return []
    about = [c for c in verb.children if c.dep_ == "nsubjpass"]
    whom = [verb.head] if about and about[0].lower_ == "who" and verb.dep_ == "relcl" else about
    return sentence.participants(whom, ROLE)[:1]


def _noun(verb: Token) -> Token | None:
    """The event known already that the verb says somebody attended."""
    lemma = verb.lemma_.lower()
    places = [t for c in verb.children if c.dep_ in ("prep", "prt", "acomp", "advmod", "dobj", "attr") for t in _at(c)]
    if lemma in _WITH_NOUN:
        places = [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")]
    elif lemma in _HOSTING:
        places = [c for c in verb.children if c.dep_ == "dobj" and any(t.lower_ in _OF_THREE for t in c.children)]
    elif not (lemma == "be" and _is_present(verb)) and not _takes_part(verb):
        return None
    return next((t for t in places if _is_known(t)), None)


def _at(token: Token) -> Iterator[Token]:
    """What "at", "in" and "during" govern, below this child of the verb."""
    for t in token.subtree:
        if t.dep_ == "pobj" and t.head.lower_ in ("at", "in", "during"):
            yield t


def _is_known(noun: Token) -> bool:
    """ "The talks", "Tuesday's talks", without a word on whose."""
    which = any(c.lower_ in _WHICH or (c.dep_ == "poss" and c.lower_ in ("monday", "yesterday")) for c in noun.children)
    return noun.lemma_.lower() in _KNOWN and which


def _takes_part(verb: Token) -> bool:
    part = verb.lemma_ == "take" and any(c.lower_ == "part" for c in verb.children)
    return part or verb.lemma_ in ("participate", "attend") or (verb.lemma_ == "sit" and _has(verb, "in"))


def _has(verb: Token, *words: str) -> bool:
    return any(c.lower_ in words for c in verb.children)


def _is_present(verb: Token) -> bool:
    """ "Were present", "were also there", "was in attendance", "were among those present"."""
    near = [t for t in verb.subtree if abs(t.i - verb.i) <= _NEAR + 2]
    there = any((t.lower_ in _PRESENT and t.head in (verb, verb.head)) or t.lower_ == "attendance" for t in near)
    among = any(t.lower_ == "among" for t in near) and any(t.lower_ in _AMONG for t in near)
    return there or among


def _is_bare(sentence: Sentence, verb: Token) -> bool:
    """ "Also present were A and B", "A attended from the Japanese side", "the delegation included A"."""
    if verb.lemma_ == "include":
        return not is_passive(verb) and any(c.dep_ == "nsubj" and _is_gathered(sentence, c) for c in verb.children)
    if any(c.dep_ in ("dobj", "nsubjpass") and c.lower_ != "part" for c in verb.children):
        return False
    if any(t.lower_ != "attendance" for t in _at(verb)):
        return False  # "was also present at a rally"
    known = _on_side(verb) or _said_also(verb)
    return known and (_takes_part(verb) or (verb.lemma_ == "be" and _is_present(verb)))


def _on_side(verb: Token) -> bool:
    """ "From the Japanese side"."""
    return any(
        p.lower_ in ("from", "on", "for") and any(c.lemma_.lower() == "side" for c in p.children) for p in verb.subtree
    )


def _is_gathered(sentence: Sentence, noun: Token) -> bool:
    """ "The (Russian) delegation", "participants"."""
    return sentence.noun_at(noun).removesuffix("s") in _GATHERED


def _said_also(verb: Token) -> bool:
    words = {t.lower_ for t in verb.sent if abs(t.i - verb.i) <= 2 * _NEAR}
    return bool(words & {"also", "among", "attendance"}) or verb.sent[0].lower_ == "present"


def _is_behind(verb: Token) -> bool:
    """Do the names stand behind the verb: "attended by", "also present were", "the delegation included"?"""
    return (
        verb.lemma_ == "include"
        or is_passive(verb)
        or not any(
            c.dep_ == "nsubj" and c.i < verb.i and c.pos_ in ("PROPN", "NOUN") and c.tag_ != "VBG"
            for c in verb.children
        )
    )


def _names(sentence: Sentence, verb: Token, *, behind: bool) -> list[Participant]:
    """The persons named in a row on one side of the verb, up to another clause."""
    tokens = list(sentence.span)
    at = verb.i - sentence.span.start
    side = tokens[at + 1 :] if behind else tokens[:at][::-1]
    found: list[Token] = [] if behind else _along(verb)
    aside = {t.i for c in side if c.dep_ == "relcl" for t in c.subtree}  # "A, who heads an agency, and B"
    for token in side:
        if token.i in aside:
            continue
        value = sentence.parsed.values[token.i]
        if value is None and (token.text in (";", "—", "–") or (is_verb(token) and _opens_clause(token))):
            break
        if isinstance(value, Reference) and value.kind == "name" and token.dep_ != "poss":
            found.append(token)
    people = sentence.participants(sorted(found, key=lambda t: t.i), ROLE)
    return [p for p in people if p.actor.kind == "person"]


def _along(verb: Token) -> list[Token]:
    """ "Joined the lunch, along with A"."""
    return [t for t in complements(verb, ("with",)) if t.i > 1 and t.head.nbor(-1).lower_ in ("along", "together")]


def _opens_clause(verb: Token) -> bool:
    return verb.dep_ not in ("aux", "auxpass") and (is_finite(verb) or has_subject(verb))


def _whole(told: Sequence[Draft], noun: str | None, whom: Sequence[Participant]) -> Draft | None:
    """The last event that may be meant; the last that is called so, if there is one: "the talks", "the meeting"."""
    possible = [d for d in told if _may_be(d, noun, whom)]
    names = {noun, "meet"} if noun == "meeting" else {noun}
    called = [d for d in possible if d.rule.rpartition(":")[2] in names]
    found = called or possible
    return found[-1] if found else None


def _may_be(draft: Draft, noun: str | None, whom: Sequence[Participant]) -> bool:
    """Is it what "the talks" may be, or has it those beside whom they were?"""
    group = vocabulary().group(draft.type)
    if whom:
        return group in ("meeting", "visit") and any(p.actor is w.actor for p in draft.participants for w in whom)
    if noun in ("ceremony", "call"):
        return group == noun
    return group == "meeting" and len(draft.persons) > 1


def _of_its_sides(people: Sequence[Participant], whole: Draft, *, third: bool) -> bool:
    countries = {p.actor.country for p in whole.participants if p.actor.country}
    there = {id(p.actor) for p in whole.participants}
    theirs = {p.actor.country for p in people if p.actor.country}
    return (third or theirs <= countries) and any(id(p.actor) not in there for p in people)


def join_present(drafts: list[Draft], told: Iterable[Presence]) -> None:
    """Add the people to their event, or to the mention that stands for it after fusion."""
    for presence in told:
        whole = presence.whole
        if whole is None:
            continue
        own = {id(a) for a in whole.persons}
        kept = next((d for d in drafts if d is whole), None)
        kept = kept or next((d for d in drafts if _stands_for(d, whole, own)), None)
        if kept is not None and _is_of_late(presence.sentence, kept):
            there = {id(p.actor) for p in kept.participants}
            shift = presence.sentence.parsed.block.start - kept.parsed.block.start
            kept.participants += [
                replace(p, start=p.start + shift, end=p.end + shift)
                for p in presence.people
                if id(p.actor) not in there
            ]


def _stands_for(draft: Draft, whole: Draft, own: set[int]) -> bool:
    same = vocabulary().group(draft.type) == vocabulary().group(whole.type) and draft.status == whole.status
    return (
        same
        and own <= {id(a) for a in draft.persons}
        and (whole.time.earliest is None or draft.time.earliest == whole.time.earliest)
    )
