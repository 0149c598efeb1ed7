"""Talks that a lead takes for known: "A and B agreed on Monday to …", "A told B on Monday that …", and only then "the
talks", "the 45-minute meeting", "after four hours of talks". Who took part and on which day the lead says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from kgload.extract.circumstances.attachment import time_of
from kgload.extract.circumstances.places import place_of
from kgload.extract.clauses.effects import reports
from kgload.extract.clauses.frames import clause_verb, governing_preposition, objects, subjects
from kgload.extract.clauses.status import status_of
from kgload.extract.events.around import measured
from kgload.extract.events.encounter import openers, sides
from kgload.extract.mentions.drafts import Draft, Participant, Sentence
from kgload.extract.text.verbs import is_past, is_verb
from kgload.model import TimeValue
from kgload.vocabulary import vocabulary

_TOGETHER = frozenset("agree vow pledge promise resolve discuss reaffirm commit sign".split())
_TO_OTHER = frozenset("tell warn assure urge press ask confront remind".split())
_GONE_THROUGH = frozenset("last take run be hold come begin start end wrap stretch drag go".split())
_AROUND = frozenset("after following during at in".split())
_WHOSE = frozenset("with between among of by on over about for".split())
_KNOWN = frozenset("the their".split())
_LIKE = frozenset("private bilateral formal first brief closed lengthy marathon long one-on-one face-to-face".split())
_LENGTHS = frozenset("hour hours minutes minute".split())
_NOUNS = frozenset({"talks", "meeting", "summit", "call", "conversation"})
_LATE = 2


@dataclass(frozen=True, slots=True)
class Act:
    """What two people of two countries did together, or one said to the other."""

    people: tuple[Participant, ...]
    time: TimeValue


def act_of(sentence: Sentence) -> Act | None:
    """The act that a lead tells of, if its day is that of the news."""
    verb = _telling(sentence.span.root)
    lemma = verb.lemma_.lower()
    if not is_verb(verb) or not is_past(verb) or status_of(verb) != "occurred" or sentence.anchor is None:
        return None
    if lemma not in _TOGETHER | _TO_OTHER:
        return None
    other = objects(verb) if lemma in _TO_OTHER else []
    people = sentence.participants([*subjects(verb), *other], "attendee")
    named = [p for p in people if p.actor.kind == "person" and p.actor.name]
    if len(people) != 2 or named != people or sides(people) != 2 or (other and len(subjects(verb)) != 1):
        return None
    time = time_of(sentence, verb, "occurred")
    on = sentence.anchor.on
    late = time.precision == "day" and time.earliest is not None and 0 <= (on - time.earliest).days <= _LATE
    return Act(tuple(people), time) if late else None


def _telling(root: Token) -> Token:
    """ "A warned B on Friday, his spokesman said": what is told."""
    told = [c for c in root.children if c.dep_ == "ccomp" and c.i < root.i and c.tag_ == "VBD"]
    return told[0] if told and reports(root) else root


def known_talks(sentence: Sentence, act: Act, told: Sequence[Draft]) -> Iterator[Draft]:
    """The first talks that a sentence after the act names without saying whose, unless those of the two were told."""
    met = [d for d in told if d.status == "occurred" and vocabulary().group(d.type) in ("meeting", "call")]
    if any(all(p.actor in d.persons for p in act.people) for d in met):
        return
    for noun in sentence.tokens():
        if not _is_known(sentence, noun) or status_of(noun) != "occurred":
            continue
        kind = openers("nouns").get(noun.lemma_.lower())
        time = time_of(sentence, noun, "occurred")
        if kind is None or time.earliest not in (None, act.time.earliest):
            continue
        draft = sentence.draft(kind, "occurred", noun, list(act.people), f"known:{noun.lemma_.lower()}")
        draft.time = act.time
        draft.place = None if kind == "call" else place_of(sentence, noun)
        yield draft
        return


def _is_known(sentence: Sentence, noun: Token) -> bool:
    if noun.lower_ not in _NOUNS or sentence.parsed.values[noun.i] is not None or sentence.quoted(noun):
        return False
    if noun.lower_ in sentence.who.gatherings:
        return False  # "the summit" of many
    whole = measured(noun)
    long = whole != noun and any(t.lower_ in _LENGTHS for t in (whole, *whole.children))
    known = long or any(c.lower_ in _KNOWN for c in noun.children)
    return known and not _is_another(noun) and (_went_on(whole) or _is_setting(whole))


def _is_another(noun: Token) -> bool:
    """ "The peace talks", "the talks between A and B", "the next meeting"."""
    for c in noun.children:
        if c.dep_ in ("compound", "nmod", "poss") and c.tag_ != "PRP$" and not _is_length(c):
            return True
        if c.dep_ == "amod" and c.lower_ not in _LIKE and not _is_length(c):
            return True
        if c.dep_ == "prep" and c.lower_ in _WHOSE:
            return True
    return False


def _is_length(word: Token) -> bool:
    return any(t.lower_ in _LENGTHS or t.lower_.endswith(("-minute", "-hour")) for t in word.subtree)


def _went_on(noun: Token) -> bool:
    """ "The talks lasted three hours", "the meeting took place in Chengdu"."""
    verb = noun.head
    subject = noun.dep_ in ("nsubj", "nsubjpass") and is_verb(verb)
    through = verb.lemma_.lower() in _GONE_THROUGH or any(_is_length(c) for c in noun.children)
    return subject and is_past(verb) and through and not any(c.lower_ == "had" for c in verb.children)


def _is_setting(noun: Token) -> bool:
    """ "After the talks, A said"."""
    preposition, verb = governing_preposition(noun), clause_verb(noun)
    by_verb = preposition is not None and is_verb(preposition.head)
    return preposition is not None and by_verb and preposition.lower_ in _AROUND and verb is not None
