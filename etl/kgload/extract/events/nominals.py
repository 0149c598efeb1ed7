"""Meetings and calls told by a noun: "talks between A and B", "A's meeting with B", "at a meeting with B, A said",
"refused a meeting".
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kgload.extract.actors.pieces import Reference
from kgload.extract.clauses.effects import reports
from kgload.extract.clauses.frames import (
    clause_verb,
    complements,
    conjuncts,
    governing_preposition,
    objects,
    owners,
    subjects,
)
from kgload.extract.events.around import arranged, first_with, in_each, is_light, measured, set_at
from kgload.extract.events.encounter import (
    FIRST_PERSON,
    HOSTING,
    PHONE,
    WITH,
    complete,
    names_people,
    openers,
    owner_unread,
    phrases_of,
    sides,
)
from kgload.extract.events.gatherings import is_gathering
from kgload.extract.events.relatives import told_by_clause
from kgload.extract.events.several import apart
from kgload.extract.mentions.drafts import Draft, Participant, Sentence, merge_participants
from kgload.extract.text.lexicon import status_words
from kgload.extract.text.verbs import is_passive, is_verb
from kgload.vocabulary import vocabulary

_BETWEEN = ("between", "among", "amongst")
_BEFORE_THE_PRESS = frozenset("conference briefing appearance statement remark comment".split())
_BETWEEN_STATES = frozenset({"talk", "negotiation"})
_COMING_TOGETHER = frozenset("return travel fly gather assemble convene arrive".split())
_LOOSE = frozenset(
    "interaction chat exchange dialogue bilateral conversation discussion call dinner lunch breakfast luncheon".split()
)
_LASTING = frozenset("dialogue exchange consultation conversation discussion".split())
_FOSTERING = frozenset(
    "strengthen deepen promote foster enhance expand broaden encourage facilitate intensify advance support".split()
)
_INFORMAL = frozenset({"interaction", "chat"})  # "had a brief chat"
# "Paid a call on B", "received a call from B"
_OTHER_SIDE = {"pay": ("on", "upon")} | dict.fromkeys(("receive", "get", "take"), ("from", "with"))
_HOLDING = frozenset({"include", "feature"})
_MEALS = frozenset("dinner lunch luncheon breakfast".split())
_TREATING = frozenset("host hold throw give offer".split())
_TAKING_PLACE = frozenset("take hold occur happen".split())


def extract(sentence: Sentence) -> Iterator[Draft]:
    for token in sentence.tokens():
        if sentence.parsed.values[token.i] is None and token.pos_ in ("NOUN", "PROPN") and token.tag_.startswith("NN"):
            kind = _kind(token)
            if kind is not None:
                yield from list(told_by_clause(sentence, token, kind)) or _nominal(sentence, token, kind)


def _kind(token: Token) -> str | None:
    """The event type that a noun opens, by itself or with the word before it ("phone call")."""
    lemma = token.lemma_.lower()
    if set(phrases_of(token)) & set(vocabulary()["ceremony"].phrases):
        return None  # "a state dinner"
    if any(c.lower_ == "panel" for c in token.children):
        return None  # "a panel discussion with B": before an audience
    if lemma == "call" and token.head.lemma_.lower() == "pay":
        return "meeting"  # "paid a courtesy call on"
    for phrase in phrases_of(token):
        if phrase in openers("phrases"):
            return openers("phrases")[phrase]
    return None if lemma == "talk" and token.lower_ != "talks" else openers("nouns").get(lemma)


def _nominal(sentence: Sentence, noun: Token, kind: str) -> Iterator[Draft]:
    lemma = noun.lemma_.lower()
    speaker = _speaker(sentence, noun) if any(c.lower_ in FIRST_PERSON for c in noun.children) else None
    if speaker == [] or _told_otherwise(noun):
        return
    with_tokens = _with(sentence, noun)
    leaders = sentence.participants(_leaders(noun), "attendee")
    between = merge_participants(
        sentence.participants(_between(noun) + _compound_states(sentence, noun), "attendee"), leaders
    )
    others = sentence.participants(with_tokens, "attendee")
    of = sentence.participants(_of_people(noun), "attendee")
    own = sentence.participants((speaker or owners(noun)) + _status_owners(noun), "attendee")
    around, light = _from_clause(sentence, noun, full=bool(between) or bool(of) or bool(own and others))
    people = merge_participants(between, own, [] if between else around, of, others)
    persons = [p for p in people if p.actor.kind == "person"]
    if _repeated(noun) and not light and len(others) < 2:
        return
    if leaders and len(between) == len(leaders) and _one_side(noun, between):
        return  # "the meeting was attended by A, B and C", who are of one side
    if own and not (between or others or of or light) and not _not_bodies(own):
        return  # "ahead of the ASEAN leaders' meeting": a body's own
    if not (between or own or around or of) or (not own and not between and owner_unread(sentence, noun)):
        return  # "discussions with Witkoff and Kushner": those named are one side, the other is not said
    of_states = _between_states(noun, around)
    if not (between or others or of or light or own or of_states or names_people(with_tokens)) and sides(persons) < 2:
        return
    if lemma in _INFORMAL and not light:
        return
    if lemma in _LOOSE and not (between or others or (light and around)) and sides(persons) < 2:
        return
    if lemma in _BEFORE_THE_PRESS and (sides(persons) < 2 or not _joint(noun, others)):
        return
    spoken = around if set_at(noun) and len(around) > 1 else []  # "in a call this morning the two ministers discussed"
    if kind == "call" and lemma == "call" and not _is_phone_call(noun, others + between + spoken):
        return
    many = light and names_people(with_tokens)  # "held a summit with 40 world leaders"
    own_summit = len(between) > 1 or _of_its_own(sentence, noun, people, light=light)
    if kind == "summit" and not (others or many or own_summit):
        return
    if light and _are_held_by(between, around):
        between = []
        people = merge_participants(around, own, of, others)
    both = len(_between(noun)) > 1 and light
    each_of_them = any(c.lower_ == "each" for t in with_tokens for c in t.children)  # "separate talks with each leader"
    group = ((names_people(with_tokens) and not each_of_them) or both) and bool(around or own)
    own_side = merge_participants(between, own, [] if between else around, of)
    for each in apart(sentence, noun, own_side, others):
        people = merge_participants(own_side, each)
        yield from complete(sentence, noun, kind, people, f"noun:{lemma}", group=group)


def _are_held_by(between: list[Participant], around: list[Participant]) -> bool:
    """ "Held the first meeting between a pope and a patriarch", "chaired the Portuguese-Brazilian summit": these are
    who held it.
    """
    holders = [p for p in around if p.actor.kind == "person" and p.actor.name]
    stand_for = sides(holders) > 1 and all(p.actor.kind == "state" for p in between)
    return stand_for or (bool(holders) and not any(p.actor.name for p in between))


def _one_side(noun: Token, people: list[Participant]) -> bool:
    attended = noun.dep_ == "nsubjpass" and noun.head.lemma_.lower() == "attend"
    known = {p.actor.country for p in people if p.actor.country}
    return attended and len(known) < 2 and any(c.lower_ in ("the", "this") for c in noun.children)


def _between_states(noun: Token, around: list[Participant]) -> bool:
    """ "A and B agreed to go on after talks in Geneva", "envoys of A and B return to Geneva for talks"."""
    preposition = governing_preposition(noun)
    if preposition is None or noun.lemma_.lower() not in _BETWEEN_STATES or sides(around) != 2:
        return False
    going = preposition.lower_ == "for" and preposition.head.lemma_.lower() in _COMING_TOGETHER
    return going or preposition.lower_ in ("after", "following")


def _between(noun: Token) -> list[Token]:
    """ "Talks between A and B", "a call took place between A and B"."""
    found = complements(noun, _BETWEEN)
    if not found and noun.dep_ in ("nsubj", "nsubjpass") and noun.head.lemma_.lower() in _TAKING_PLACE:
        return complements(noun.head, _BETWEEN)
    return found


def _speaker(sentence: Sentence, noun: Token) -> list[Token]:
    """ "The cancellation of our meeting," X said: the one whose words are quoted."""
    node = noun
    while sentence.quoted(noun) and node.head.i != node.i:
        node = node.head
        if is_verb(node) and reports(node) and not sentence.quoted(node):
            return subjects(node)
    return []


def _joint(noun: Token, others: list[Participant]) -> bool:
    return bool(others) or any(c.lower_ in ("joint", "shared") for c in noun.children)


def _means(noun: Token) -> bool:
    """ "To settle it through dialogue": a way, no occasion; "student exchange between A and B" is no talk."""
    if noun.lemma_.lower() == "exchange" and any(c.dep_ == "compound" and c.tag_ == "NN" for c in noun.children):
        return True
    preposition = governing_preposition(noun)
    held = any(c.dep_ in ("det", "poss", "nummod") for c in noun.children)
    if preposition is not None and noun.lower_ == "consultation" and not held:
        return True  # "to act, in consultation with B", "after consultation with B"
    bare = not held and not any(c.dep_ == "prep" for c in noun.children)
    return bare and preposition is not None and preposition.lower_ in ("through", "via")


_COUNTED = frozenset("call meeting conversation encounter summit dinner lunch".split())


def _repeated(noun: Token) -> bool:
    """ "Under fire over his calls with Putin", "the foreign ministers' meetings": many, of no day."""
    if noun.tag_ not in ("NNS", "NNPS") or noun.lemma_.lower() not in _COUNTED or not owners(noun):
        return False
    preposition = governing_preposition(noun)
    return not any(c.dep_ == "nummod" for c in noun.children) and (
        preposition is None or preposition.lower_ not in ("in", "at", "during", "after", "following")
    )


def _told_otherwise(noun: Token) -> bool:
    respective = any(c.lower_ == "respective" for c in noun.children)  # "their respective talks with B": each its own
    preposition = governing_preposition(noun)
    stands = preposition is not None and preposition.lower_ == "in" and preposition.head.lemma_ == "represent"
    if stands and any(c.lower_ in ("multi", "year", "long", "ongoing") for c in noun.subtree if c.i < noun.i):
        return True  # "represented the United States in multi-year negotiations with"
    return respective or _meal_of_host(noun) or _means(noun) or _accompanied_in(noun) or _is_fostered(noun)


def _is_fostered(noun: Token) -> bool:
    """ "Strengthening the dialogue between A and B": what goes on between them, no occasion."""
    return noun.dep_ == "dobj" and noun.lemma_.lower() in _LASTING and noun.head.lemma_.lower() in _FOSTERING


def _of_its_own(sentence: Sentence, noun: Token, people: list[Participant], *, light: bool) -> bool:
    """Is the summit of these people: not "the summit", which may be of many, "hosting the Bali G20 leaders' summit",
    "A and B attended a summit in Brussels"?
    """
    of_two = light or any((c.dep_ == "det" and c.lower_ == "a") or c.lower_ == "their" for c in noun.children)
    several = sides(people) > 1 and any(p.actor.kind in ("person", "state") for p in people)
    return of_two and several and not is_gathering(sentence, noun)


def _accompanied_in(noun: Token) -> bool:
    """ "Was joined in his meetings by the ambassador": no side of them."""
    preposition = governing_preposition(noun)
    verb = preposition.head if preposition is not None and preposition.lower_ in ("in", "at", "during", "for") else None
    return verb is not None and verb.lemma_.lower() in ("join", "accompany") and is_passive(verb)


def _meal_of_host(noun: Token) -> bool:
    """ "Hosted Merkel for breakfast": the verb has told it."""
    preposition = governing_preposition(noun)
    return preposition is not None and preposition.lower_ == "for" and preposition.head.lemma_.lower() in HOSTING


def _is_phone_call(noun: Token, people: list[Participant]) -> bool:
    """Not "a call for peace", "a call to action"."""
    if any(
        c.dep_ == "prep" and c.lower_ in ("for", "on") and not any(g.pos_ == "PROPN" for g in c.children)
        for c in noun.children
    ):
        return False
    return bool({c.lower_ for c in noun.children} & {*PHONE, "secure"}) or any(p.actor.kind == "person" for p in people)


def _of_people(noun: Token) -> list[Token]:
    """ "A meeting of the two presidents"."""
    return [
        t
        for c in noun.children
        if c.dep_ == "prep" and c.lower_ == "of"
        for p in c.children
        if p.dep_ == "pobj"
        for t in conjuncts(p)
    ]


def _leaders(noun: Token) -> list[Token]:
    """ "Talks led by A and B", "a meeting attended by A and B", "the talks were led by A and B"."""
    verbs = [noun.head] if noun.dep_ == "nsubjpass" else [c for c in noun.children if c.dep_ == "acl"]
    found = [
        t
        for verb in verbs
        if verb.lemma_.lower() in ("lead", "attend", "head")
        for agent in verb.children
        if agent.lower_ == "by"
        for p in agent.children
        if p.dep_ == "pobj"
        for t in conjuncts(p)
    ]
    return found + (_strayed(found[-1]) if found else [])


def _strayed(last: Token) -> list[Token]:
    """ "Led by A, and the president's envoy, B": B where the parser hangs it on another verb."""
    comma = last.i + 1
    follows = [t for t in last.sent if t.dep_ == "conj" and t.left_edge.i == comma + 2]
    joined = last.doc[comma : comma + 2].text == ", and"
    return [
        t for s in follows if joined and not is_verb(s) and is_verb(s.head) and s.head.i < last.i for t in conjuncts(s)
    ]


def _compound_states(sentence: Sentence, noun: Token) -> list[Token]:
    """ "U.S.-China talks": two states before the noun. "The U.S.-China dialogue" may go on for years."""
    if noun.lemma_.lower() in _LOOSE and any(c.lower_ == "the" for c in noun.children):
        return []
    found = [c for c in noun.children if c.dep_ in ("compound", "nmod", "amod")]
    both = [c for c in found if isinstance(value := sentence.parsed.values[c.i], Reference) and len(value.owners) > 1]
    if both:
        return both
    tokens = [t for c in found for t in [*c.children, c] if t.pos_ in ("PROPN", "ADJ")]
    return tokens if len(tokens) >= 2 else []


def _status_owners(noun: Token) -> list[Token]:
    """ "Sunak's cancellation of a meeting", "a U.S. request for talks": whose the governing noun is."""
    preposition = governing_preposition(noun)
    if preposition is None or preposition.lower_ not in ("of", "for"):
        return []
    head = preposition.head
    return owners(head) if head.lemma_.lower() in status_words().nouns else []


def _with(sentence: Sentence, noun: Token) -> list[Token]:
    """Objects of "with": below the noun, else of the next "with" in the same clause that has somebody."""
    found = complements(noun, _OTHER_SIDE.get(noun.head.lemma_.lower(), WITH) if noun.dep_ == "dobj" else WITH)
    if found := found or _fed(noun):
        return first_with(noun) or found
    for token in noun.doc[noun.i + 1 : sentence.span.end]:
        if (
            (is_verb(token) and token.tag_ != "VBN")
            or token.text in (";", "—", "–")
            or (token.text == "," and token.i > noun.i + 6)
        ):
            return []
        if token.lower_ in WITH:
            near = [t for c in token.children if c.dep_ == "pobj" for t in conjuncts(c)]
            return near if sentence.participants(near, "attendee") or names_people(near) else []
    return []


def _fed(noun: Token) -> list[Token]:
    """ "Hosted a dinner for B"."""
    if noun.lemma_.lower() not in _MEALS or noun.dep_ != "dobj" or noun.head.lemma_.lower() not in _TREATING:
        return []
    return complements(noun, ("for",))


def _from_clause(sentence: Sentence, noun: Token, *, full: bool) -> tuple[list[Participant], bool]:
    """Participants that the clause gives, and whether by a light verb ("held talks").

    Else the subject of a verb that arranges, refuses or cancels ("declined a meeting with B"), or of the clause
    that the meeting is the setting of ("said in a meeting with B"; without a "with" its object too: "assured
    Putin at a meeting").
    """
    verb = clause_verb(noun)
    if verb is None:
        return [], False
    if noun.dep_ == "dobj" and verb.lemma_.lower() in _HOLDING and (trip := _trip(verb)) is not None:
        return sentence.participants(owners(trip), "attendee"), True  # "his visit included talks with B"
    stand_in = measured(noun)
    if noun.dep_ == "attr" and verb.dep_ == "ccomp" and any(c.lower_ == "what" for c in verb.children):
        stand_in, verb = verb, verb.head  # "held what was the first meeting between …"
    if stand_in.dep_ in ("dobj", "nsubjpass", "conj", "attr", "pobj", "ccomp") and is_light(stand_in, verb):
        tokens = subjects(verb) + [c for c in verb.children if c.dep_ == "dative"]  # "granted X an audience"
        return sentence.participants(tokens, "host" if verb.lemma_.lower() == "host" else "attendee"), True
    if full:
        return [], False
    has_with = bool(_with(sentence, noun))
    if not (arranged(noun, verb) if has_with else set_at(noun)):
        return [], False
    if in_each(noun, verb):
        return [], False
    first = _not_bodies(sentence.participants(_travellers(subjects(verb)), "attendee"))
    joined = verb.lemma_.lower() == "join"  # "joined B and C for their call with D"
    second = [] if has_with and not joined else _not_bodies(sentence.participants(objects(verb), "attendee"))
    if any(p.actor.kind == "person" for p in first):
        second = [p for p in second if p.actor.kind == "person"]  # "Xi and Putin discussed Ukraine"
    return merge_participants(first, second), False


def _travellers(tokens: list[Token]) -> list[Token]:
    """ "Pence leaves on a trip that will begin with a visit to Cairo for talks with Sisi": whose the trip is."""
    trip = tokens[0] if len(tokens) == 1 and _is_trip(tokens[0]) else None
    above = clause_verb(trip) if trip is not None else None
    if trip is None or above is None:
        return tokens
    return owners(trip) or [t for t in subjects(above) if t.i != trip.i]


def _trip(verb: Token) -> Token | None:
    return next((c for c in verb.children if c.dep_ == "nsubj" and _is_trip(c)), None)


def _is_trip(noun: Token) -> bool:
    return noun.lemma_.lower() in vocabulary()["visit"].nouns


def _not_bodies(people: list[Participant]) -> list[Participant]:
    return [p for p in people if p.actor.kind != "organization"]
