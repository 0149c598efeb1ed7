"""Envoys summoned, and protests handed to them: "Tehran summoned the Swiss ambassador", "lodged a protest with
Beijing", "handed the ambassador a note of protest".
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kgload.extract.circumstances.attachment import time_of
from kgload.extract.circumstances.places import place_of
from kgload.extract.clauses.frames import clause_verb, complements, objects, subjects
from kgload.extract.clauses.status import status_of
from kgload.extract.events.parties import is_public, parties
from kgload.extract.mentions.drafts import Draft, Participant, Sentence, merge_participants
from kgload.extract.text.verbs import is_verb
from kgload.vocabulary import vocabulary

_ENVOYS = frozenset({"ambassador", "special_envoy"})
_BACK = frozenset("back home".split())
_HEARINGS = frozenset(
    "parliament court committee commission inquiry panel hearing congress senate tribunal police jury".split()
)
_PROTEST_TO = ("with", "to", "against")


def extract(sentence: Sentence) -> Iterator[Draft]:
    kind = vocabulary()["summons"]
    for token in sentence.tokens():
        if sentence.parsed.values[token.i] is not None:
            continue
        lemma = token.lemma_.lower()
        if is_verb(token) and lemma in kind.verbs:
            yield from _summoned(sentence, token, lemma)
        elif token.pos_ == "NOUN" and lemma in kind.nouns:
            yield from _protested(sentence, token, lemma)


def _summoned(sentence: Sentence, verb: Token, lemma: str) -> Iterator[Draft]:
    below = {c.lower_ for c in verb.children}
    if (lemma == "call" and "in" not in below) or below & _BACK:
        return
    if any(t.lemma_.lower() in _HEARINGS for t in complements(verb, ("by", "to", "before"))):
        return
    whom = objects(verb) + (complements(verb, ("in",)) if lemma == "call" else [])
    envoys = _envoys(sentence, sentence.participants(whom, "summoned"))
    by = parties(sentence, subjects(verb), "summoner") or _ministry(sentence, verb)
    yield from _finish(sentence, verb, verb, by, envoys, f"verb:{lemma}")


def _ministry(sentence: Sentence, verb: Token) -> list[Participant]:
    """ "Was summoned to the foreign ministry": of whom the text says no more, the ministry summons."""
    found = sentence.participants(complements(verb, ("to", "at")), "summoner")
    return [p for p in found if p.actor.kind == "organization" and p.actor.country is not None]


def _envoys(sentence: Sentence, people: list[Participant]) -> list[Participant]:
    words = vocabulary()["summons"].objects
    found = []
    for p in people:
        said = sentence.parsed.block.text[p.start : p.end].lower().split()
        known = p.actor.kind == "person" and (p.actor.function in _ENVOYS or _of_diplomat(p.actor.office, words))
        if known or (p.actor.kind == "state" and any(w.removesuffix("s") in words for w in said)):
            found.append(p)
    return found


def _of_diplomat(office: str | None, words: tuple[str, ...]) -> bool:
    return bool(office) and any(w in words for w in (office or "").lower().split())


def _protested(sentence: Sentence, noun: Token, lemma: str) -> Iterator[Draft]:
    """ "Lodged a strong protest with Beijing", "handed him a note of protest"."""
    verb = clause_verb(noun)
    if (
        verb is None
        or noun.dep_ not in ("dobj", "nsubjpass")
        or verb.lemma_.lower() not in vocabulary()["summons"].light
        or (lemma == "note" and not _of_protest(noun))
    ):
        return
    noted = [noun, *(t for t in complements(noun, ("of",)) if t.lower_ == "protest")]
    to = complements(verb, _PROTEST_TO) + [t for n in noted for t in complements(n, _PROTEST_TO)]
    to += [t for t in objects(verb) if t.i != noun.i]
    told = sentence.participants(to, "summoned")
    addressed = [p for p in told if p.actor.kind == "state"] + _envoys(sentence, told)
    by = parties(sentence, subjects(verb), "summoner")
    yield from _finish(sentence, noun, verb, by, merge_participants(addressed), f"noun:{lemma}")


def _of_protest(noun: Token) -> bool:
    words = {t.lower_ for t in noun.subtree if t.i != noun.i}
    return "protest" in words or "verbale" in words


def _finish(
    sentence: Sentence, trigger: Token, verb: Token, by: list[Participant], whom: list[Participant], rule: str
) -> Iterator[Draft]:
    """The draft, if the envoy is another state's."""
    status = status_of(verb, urged=None)
    by = [p for p in by if is_public(sentence, p.actor)]
    home = {p.actor.country for p in by if p.actor.country}
    whom = [p for p in whom if p.actor.country not in home]
    if status is None or not whom or not by:
        return
    draft = sentence.draft("summons", status, trigger, by + whom, rule, 0.85)
    draft.time, draft.place = time_of(sentence, verb, status), place_of(sentence, verb)
    yield draft
