"""What meetings told by a verb and by a noun have in common: the words that open them, and how a draft is completed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from spacy.tokens import Token

from kgload.extract.actors.pieces import Reference
from kgload.extract.circumstances.attachment import time_of
from kgload.extract.circumstances.counted_back import lies_apart
from kgload.extract.circumstances.places import place_of
from kgload.extract.clauses.counts import count_of, is_vague
from kgload.extract.clauses.frames import clause_verb, complements, owners
from kgload.extract.clauses.status import status_of
from kgload.extract.events.several import stops
from kgload.extract.mentions.drafts import Draft, Participant, Sentence
from kgload.extract.text.lexicon import title_words
from kgload.extract.text.verbs import is_verb
from kgload.model import UNKNOWN_TIME
from kgload.vocabulary import vocabulary

TYPES = ("meeting", "talks", "summit", "consultation", "call")
WITH = ("with", "alongside")
HOSTING = frozenset({"host", "receive", "welcome", "greet", "play host"})
FIRST_PERSON = frozenset("i we you us me my our your".split())
PHONE = frozenset("phone telephone video videoconference teleconference".split())
LINES = frozenset("call line link connection".split())  # what is "secure" as a telephone is
_NUMBERS = frozenset(
    "group number dozen pair couple coalition gathering cross-section".split()
)  # "a group of senators"
_GOING_ON = frozenset("continue maintain keep".split())
_PARTS = frozenset("one other another first second third latter former".split())
_MORE = frozenset("second third another further follow-up separate".split())


@cache
def openers(part: str) -> dict[str, str]:
    """Word -> event type, of `verbs`, `nouns` or `phrases`."""
    return {word: name for name in TYPES for word in getattr(vocabulary()[name], part)}


def phrases_of(noun: Token) -> list[str]:
    """The noun with each word before it: "phone call", "state dinner"."""
    modifiers = [c.lower_ for c in noun.children if c.dep_ in ("compound", "amod", "nmod")]
    return [f"{modifier} {noun.lemma_.lower()}" for modifier in modifiers]


@cache
def light_verbs() -> frozenset[str]:
    return frozenset(verb for name in TYPES for verb in vocabulary()[name].light)


def names_people(tokens: Iterable[Token]) -> bool:
    """Is the other side there, though not by name?"""
    known = title_words().people
    return any(word in known for t in tokens for word in (t.lower_, t.lemma_.lower(), *_counted(t)))


def _counted(noun: Token) -> list[str]:
    """ "A bipartisan group of senators": those who are in it."""
    if noun.lemma_.lower() not in _NUMBERS:
        return []
    return [t.lemma_.lower() for t in complements(noun, ("of",))]


def sides(people: Iterable[Participant]) -> int:
    """How many sides these people stand for, by country where it is known."""
    return len({p.actor.country or id(p.actor) for p in people})


def owner_unread(sentence: Sentence, noun: Token) -> bool:
    """ "To prepare for the President's meeting with B": of somebody who is not resolved, and of nobody else."""
    values = (sentence.parsed.values[t.i] for t in owners(noun))
    return any(isinstance(v, Reference) and v.kind == "office" for v in values)


def somebody(people: Iterable[Participant]) -> bool:
    """Does the text say who takes part: somebody by name, or offices of two countries ("the Iranian president met the
    Turkish prime minister")?
    """
    found = list(people)
    return any(p.actor.name for p in found) or len({p.actor.country for p in found if p.actor.country}) > 1


def complete(
    sentence: Sentence, trigger: Token, kind: str, people: list[Participant], rule: str, *, group: bool
) -> Iterator[Draft]:
    """The draft, if something is claimed and somebody named takes part; and the parts of a counted mention.

    `group`: a second side is there without a name.
    """
    status = status_of(trigger)
    people = [p for p in people if not _is_paper(sentence, p)]
    one_side = len(people) < 2 and not group
    if status is None or not somebody(people) or one_side or _told_one_by_one(sentence, trigger):
        return
    if len(people) < 2 and people[0].actor.kind != "person":
        return  # a state and somebody: no two sides
    if all(p.actor.kind == "organization" and not (p.actor.country or p.actor.registered) for p in people):
        return
    if kind == "call" and not any(p.actor.kind == "person" for p in people):
        return
    draft = sentence.draft(kind, status, trigger, people, rule)
    draft.time = time_of(sentence, trigger, status)
    draft.place = None if kind == "call" else place_of(sentence, trigger)
    if draft.place is not None and (on_the_way := stops(sentence, trigger)):
        homes = {p.actor.country for p in people if p.actor.country in on_the_way}
        draft.place = on_the_way[homes.pop()] if len(homes) == 1 else None
    if _goes_on(trigger, draft) or (is_vague(trigger) and draft.time == UNKNOWN_TIME):
        return
    draft.count = count_of(trigger)
    further = any(c.lower_ in _MORE for c in trigger.children if c.i < trigger.i) and not _is_this(trigger)
    draft.distinct = further or lies_apart(trigger)
    yield draft
    yield from _parts(sentence, trigger, draft)


def _is_paper(sentence: Sentence, participant: Participant) -> bool:
    """An agency or a paper tells of a meeting; it is no side of one ("AA leaders" are not Anadolu's)."""
    known = sentence.gazetteer.organization(participant.actor.name or "")
    return participant.actor.kind == "organization" and known is not None and known.kind == "agency"


def _is_this(noun: Token) -> bool:
    """ "This was their second meeting": the one just told."""
    return noun.dep_ == "attr" and any(c.dep_ == "nsubj" and c.lower_ in ("this", "it") for c in noun.head.children)


def _goes_on(trigger: Token, draft: Draft) -> bool:
    """ "Looked forward to future exchanges between the two countries", "will continue consultations": what goes on
    between states, no occasion.
    """
    bare = trigger.tag_ == "NNS" and trigger.lower_ != "talks"
    bare = bare and not any(c.dep_ in ("det", "poss", "nummod") for c in trigger.children)
    if bare and trigger.dep_ == "dobj" and trigger.head.lemma_.lower() in _GOING_ON and draft.status == "planned":
        return True
    states = not any(p.actor.kind == "person" for p in draft.participants)
    return bare and states and draft.status == "planned" and draft.time == UNKNOWN_TIME and draft.place is None


def _told_one_by_one(sentence: Sentence, trigger: Token) -> bool:
    """ "Have met twice, with their first meeting taking place in …": the sum of what follows."""
    if not is_verb(trigger) or count_of(trigger) is None:
        return False
    nouns = [t for t in sentence.tokens() if t.i > trigger.i and t.lemma_.lower() in openers("nouns")]
    return any(c.lower_ in ("first", "second", "last", "latest", "third") for t in nouns for c in t.children)


def _parts(sentence: Sentence, trigger: Token, whole: Draft) -> Iterator[Draft]:
    """ "Two meetings — one in Moscow in March, the other in Beijing in October": each with its time and place."""
    if whole.count is None or is_verb(trigger):
        return
    for token in sentence.tokens():
        if token.i > trigger.i and token.lower_ in _PARTS and _enumerates(token, trigger):
            part = sentence.draft(whole.type, whole.status, token, whole.participants, "part-of-count", 0.85)
            part.time, part.place = time_of(sentence, token, whole.status), place_of(sentence, token)
            if part.time.earliest is not None:
                yield part


def _enumerates(token: Token, trigger: Token) -> bool:
    """Is this "one", "the other" an apposition to the counted noun, or coordinated with such?"""
    node = token
    for _ in range(5):
        if node.dep_ not in ("appos", "conj", "dep", "npadvmod", "dobj", "attr", "nsubj"):
            return False
        node = node.head
        if node.i == trigger.i or (is_verb(node) and node == clause_verb(trigger)):
            return True
    return False
