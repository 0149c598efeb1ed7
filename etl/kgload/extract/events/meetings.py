"""Meetings and calls told by a verb: "A met B", "A and B spoke by phone", "A was received by B", "speaking alongside
B".
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kgload.extract.attachment import place_of
from kgload.extract.drafts import Draft, Participant, Sentence, merge_participants
from kgload.extract.events.encounter import FIRST_PERSON, HOSTING, PHONE, WITH, complete, names_people, openers, sides
from kgload.extract.frames import complements, objects, subjects
from kgload.extract.status import status_of
from kgload.extract.verbs import is_verb

_SPEAKING = frozenset("speak talk confer consult negotiate huddle".split())
_CALLING = frozenset({"call", "phone", "telephone"})
_APPEARING = frozenset({"appear", "stand"})
_IN_PERSON = frozenset("sideline sidelines person margin margins dinner office briefly".split())
_A_ROUND = 3  # so many officials of one country are met one after another
_AUDIENCE = frozenset("at for before during to in against".split())
_APPEALS = frozenset("for on off upon out".split())


def extract(sentence: Sentence) -> Iterator[Draft]:
    for token in sentence.tokens():
        if sentence.parsed.values[token.i] is None and is_verb(token) and token.lemma_.lower() in openers("verbs"):
            yield from _verbal(sentence, token, token.lemma_.lower())


def _verbal(sentence: Sentence, verb: Token, lemma: str) -> Iterator[Draft]:
    if lemma in _CALLING and _names_or_appeals(verb):
        return
    agents = subjects(verb)
    if lemma == "discuss" and not _in_touch(sentence, verb):
        return
    if any(t.lower_ in FIRST_PERSON for t in agents):
        return  # "I spoke with A and B": the speaker is not resolved, and A did not speak with B
    patients = [t for t in _patients(verb, lemma) if t not in agents]
    if lemma in HOSTING and patients and not sentence.participants(patients[:1], "guest"):
        return  # "received awards, including the Bar Association's"
    first_role, second_role = (
        ("host", "guest") if lemma in HOSTING else ("caller", "called") if lemma in _CALLING else ("attendee",) * 2
    )
    first, second = sentence.participants(agents, first_role), sentence.participants(patients, second_role)
    persons = [p for p in second if p.actor.kind == "person"]
    if lemma == "meet":
        if (patients and not second and not names_people(patients)) or (not patients and len(first) < 2):
            return  # "met with criticism", "the two will meet" with nobody known
    elif not persons and not (lemma in _SPEAKING and not patients and _together(sentence, verb, first)):
        return
    if lemma in HOSTING and not any(p.actor.kind == "person" for p in first):
        return
    group = names_people(patients)
    for others in [[p] for p in second] if _separately(verb, first, second) else [second]:
        people = merge_participants(first, others)
        yield from complete(sentence, verb, _kind(sentence, verb, lemma), people, f"verb:{lemma}", group=group)


def _separately(verb: Token, first: list[Participant], second: list[Participant]) -> bool:
    """ "Separately met B and C"; "is due to meet the president, the premier and the speaker of the host country"."""
    if len(second) > 1 and any(c.lower_ in ("separately", "individually") for c in verb.children):
        return True
    countries = {p.actor.country for p in second}
    alone = len(first) == 1 and len(second) >= _A_ROUND and len(countries) == 1 and None not in countries
    return alone and {first[0].actor.country} != countries and status_of(verb) == "planned"


def _in_touch(sentence: Sentence, verb: Token) -> bool:
    """ "Will discuss the matter with Netanyahu in Brussels", "discussed it with Putin by phone": said where or how."""
    return any(t.lower_ in PHONE for t in verb.subtree) or place_of(sentence, verb) is not None


def _together(sentence: Sentence, verb: Token, first: list[Participant]) -> bool:
    """ "A and B spoke today": named, of two sides, and not to an audience."""
    if len(first) < 2 or sides(first) < 2 or not all(p.by_name for p in first):
        return False
    return not any(c.dep_ == "prep" and c.lower_ in _AUDIENCE for c in verb.children)


def _patients(verb: Token, lemma: str) -> list[Token]:
    beside = complements(verb, ("alongside",))
    if lemma in _APPEARING or (lemma in _SPEAKING and beside):
        return beside
    if lemma in _SPEAKING:
        return complements(verb, ("with", "to"))
    if lemma == "discuss":
        return complements(verb, ("with",))
    if lemma in HOSTING | _CALLING:
        return objects(verb)
    return objects(verb) + complements(verb, WITH)


def _names_or_appeals(verb: Token) -> bool:
    """ "Called him a liar", "called on him to go", "called for talks": no telephone."""
    return any(
        c.dep_ in ("oprd", "ccomp", "xcomp", "prt", "attr", "acomp") or (c.dep_ == "prep" and c.lower_ in _APPEALS)
        for c in verb.children
    )


def _kind(sentence: Sentence, verb: Token, lemma: str) -> str:
    """Who "spoke" with a leader abroad did so by telephone, unless something says that they were in one place."""
    kind = openers("verbs")[lemma]
    if lemma == "discuss":
        return "call" if any(t.lower_ in PHONE for t in verb.subtree) else kind
    if kind != "call" or lemma in _CALLING:
        return kind
    if complements(verb, ("alongside",)):
        return "meeting"
    by_phone = any(t.lower_ in PHONE for t in verb.subtree)
    if lemma == "talk" and not by_phone:
        return "talks"
    return "meeting" if not by_phone and any(t.lower_ in _IN_PERSON for t in sentence.span) else "call"
