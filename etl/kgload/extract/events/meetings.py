"""Meetings, talks, summits, consultations and calls: "A met B", "talks between A and B", "spoke by phone with B", "at a meeting, A told B"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Token

from kgload.extract.attachment import place_of, time_of
from kgload.extract.drafts import Draft, Participant, Sentence, merge_participants
from kgload.extract.frames import (
    clause_verb,
    complements,
    conjuncts,
    governing_preposition,
    objects,
    owners,
    subjects,
)
from kgload.extract.status import is_verb, status_of
from kgload.vocabulary import vocabulary

_TYPES = ("meeting", "talks", "summit", "consultation", "call")
_WITH = ("with", "alongside")
_BETWEEN = ("between", "among", "amongst")
_HOSTING = frozenset({"host", "receive", "welcome", "greet"})
_SPEAKING = frozenset({"speak", "talk", "confer", "consult", "negotiate", "huddle"})
_CALLING = frozenset({"call", "phone", "telephone"})
_APPEARING = frozenset({"appear", "stand"})
_PHONE = frozenset(
    {"phone", "telephone", "video", "videoconference", "teleconference", "virtual", "secure", "virtually"}
)
_IN_PERSON = frozenset({"sideline", "sidelines", "person", "margin", "margins", "dinner", "office", "briefly"})
_PLAIN_ADJUNCTS = frozenset(
    {
        "in",
        "at",
        "during",
        "after",
        "following",
        "on",
        "before",
        "throughout",
        "by",
        "since",
        "amid",
        "through",
        "over",
        "for",
        "upon",
    }
)
_HELD = frozenset(
    {
        "hold",
        "take",
        "place",
        "occur",
        "happen",
        "begin",
        "start",
        "end",
        "conclude",
        "last",
        "open",
        "come",
        "mark",
        "follow",
        "be",
        "focus",
        "cover",
        "run",
        "go",
    }
)
_TALKING_ABOUT = frozenset({"about", "of", "on", "regarding"})


@cache
def _nouns() -> dict[str, str]:
    return {noun: name for name in _TYPES for noun in vocabulary()[name].nouns}


@cache
def _phrases() -> dict[str, str]:
    return {phrase: name for name in _TYPES for phrase in vocabulary()[name].phrases}


@cache
def _verbs() -> dict[str, str]:
    return {verb: name for name in _TYPES for verb in vocabulary()[name].verbs}


@cache
def _light() -> frozenset[str]:
    return frozenset(verb for name in _TYPES for verb in vocabulary()[name].light)


def extract(sentence: Sentence) -> Iterator[Draft]:
    for token in sentence.tokens():
        if sentence.parsed.values[token.i] is not None:
            continue
        if is_verb(token) and token.lemma_.lower() in _verbs():
            yield from _verbal(sentence, token)
        elif token.pos_ in ("NOUN", "PROPN") and token.tag_ in ("NN", "NNS", "NNP", "NNPS"):
            kind = noun_type(token)
            if kind is not None:
                yield from _nominal(sentence, token, kind)


def noun_type(token: Token) -> str | None:
    """The event type that a noun opens, by itself or with the word before it ("phone call")."""
    lemma = token.lemma_.lower()
    for modifier in (c for c in token.children if c.dep_ in ("compound", "amod", "nmod")):
        kind = _phrases().get(f"{modifier.lower_} {lemma}")
        if kind:
            return kind
    if lemma == "talk" and token.lower_ != "talks":
        return None
    return _nouns().get(lemma)


def _verbal(sentence: Sentence, verb: Token) -> Iterator[Draft]:
    lemma = verb.lemma_.lower()
    agents = subjects(verb)
    roles = ("attendee", "attendee")
    kind = _verbs()[lemma]
    if lemma in _CALLING:
        if any(
            c.dep_ in ("oprd", "ccomp", "xcomp", "prt", "attr", "acomp")
            or (c.dep_ == "prep" and c.lower_ in ("for", "on", "off", "upon", "out"))
            for c in verb.children
        ):
            return
        patients, roles = objects(verb), ("caller", "called")
    elif lemma in _SPEAKING:
        beside = complements(verb, ("alongside",))
        patients = beside or complements(verb, ("with", "to"))
        kind = "meeting" if beside else _mode(sentence, verb, kind)
        if kind == "call" and lemma == "talk" and not _by_phone(sentence, verb):
            kind = "talks"
    elif lemma in _HOSTING:
        patients, roles = objects(verb), ("host", "guest")
    elif lemma in _APPEARING:
        patients = complements(verb, ("alongside",))
    else:
        patients = objects(verb) + complements(verb, _WITH)
    first = sentence.participants(agents, roles[0])
    second = sentence.participants([t for t in patients if t not in agents], roles[1])
    if (
        lemma == "meet"
        and not second
        and len(agents) == 1
        and not any(c.dep_ in ("dobj", "prep") and c.lower_ in ("dobj", "with") for c in verb.children)
    ):
        second = []
    together = (
        lemma in _SPEAKING and not patients and sum(p.actor.kind == "person" for p in first) > 1 and _sides(first) > 1
    )
    if (
        lemma in (_HOSTING | _CALLING | _SPEAKING | _APPEARING)
        and not together
        and not any(p.actor.kind == "person" for p in second)
    ):
        return
    if lemma in _HOSTING and not any(p.actor.kind == "person" for p in first):
        return
    if lemma == "meet" and patients and not second and not _people_noun(patients):
        return
    if lemma == "meet" and not patients and len(first) < 2:
        return
    yield from _finish(
        sentence, verb, kind, merge_participants(first, second), f"verb:{lemma}", group=_people_noun(patients)
    )


def _sides(people: list[Participant]) -> int:
    return len({p.actor.country or id(p.actor) for p in people})


def _people_noun(tokens: list[Token]) -> bool:
    """Is the other side there, though not by name: "met with several top officials"?"""
    return any(t.lemma_.lower() in _PEOPLE for t in tokens)


_PEOPLE = frozenset(
    "official leader minister counterpart officer president diplomat ambassador delegation envoy representative general commander executive family member chief head lawmaker senator governor king premier chancellor negotiator businessman expert authority".split()
)


def _by_phone(sentence: Sentence, verb: Token) -> bool:
    return any(t.lower_ in _PHONE for t in verb.subtree)


def _mode(sentence: Sentence, verb: Token, kind: str) -> str:
    """A talk in person is a meeting; with no sign of that, leaders of two countries who "spoke" did so by telephone."""
    words = {t.lower_ for t in sentence.span}
    if kind == "call" and (words & _IN_PERSON) and not (words & _PHONE):
        return "meeting"
    return kind


def _nominal(sentence: Sentence, noun: Token, kind: str) -> Iterator[Draft]:
    if kind == "meeting" and noun.lemma_.lower() == "conference" and not _joint(noun, sentence):
        return
    explicit = sentence.participants(complements(noun, _BETWEEN) + _compound_states(noun), "attendee")
    of = sentence.participants(_of_people(noun), "attendee")
    own = sentence.participants(owners(noun), "attendee")
    with_tokens = _with(sentence, noun)
    others = sentence.participants(with_tokens, "attendee")
    around, light = _from_clause(sentence, noun, explicit or (own and others) or of)
    if noun.lemma_.lower() in (
        "exchange",
        "dialogue",
        "bilateral",
        "conversation",
        "discussion",
        "call",
        "dinner",
        "lunch",
        "breakfast",
        "luncheon",
    ) and not (explicit or others or (light and around)):
        return
    people = merge_participants(explicit, own, around if not explicit else [], of, others)
    if not (explicit or own or around or of):
        return  # "discussions with Witkoff and Kushner": those named are one side, the other is not said
    grounded = bool(explicit or others or of or light or own)
    if not grounded and len([p for p in people if p.actor.kind == "person"]) < 2:
        return
    if kind == "call" and noun.lemma_.lower() == "call" and not _is_phone_call(noun, others, explicit):
        return
    if kind == "summit" and not (others or len(explicit) > 1):
        return
    yield from _finish(
        sentence,
        noun,
        kind,
        people,
        f"noun:{noun.lemma_.lower()}",
        group=_people_noun(with_tokens) and bool(around or own),
    )


def _joint(noun: Token, sentence: Sentence) -> bool:
    return any(c.lower_ in ("joint", "shared") for c in noun.children) or bool(complements(noun, _WITH))


def _is_phone_call(noun: Token, others: list[Participant], explicit: list[Participant]) -> bool:
    """Not "a call for peace", "a call to action"."""
    if any(
        c.dep_ == "prep" and c.lower_ in ("for", "on") and not any(g.pos_ == "PROPN" for g in c.children)
        for c in noun.children
    ):
        return False
    modifiers = {c.lower_ for c in noun.children}
    return bool(modifiers & _PHONE) or any(p.actor.kind == "person" for p in others + explicit)


def _of_people(noun: Token) -> list[Token]:
    """ "a meeting of the two presidents": only persons and pairs, never "a meeting of the council"."""
    return [
        t
        for c in noun.children
        if c.dep_ == "prep" and c.lower_ == "of"
        for p in c.children
        if p.dep_ == "pobj"
        for t in conjuncts(p)
    ]


def _compound_states(noun: Token) -> list[Token]:
    """ "U.S.-China talks", "Lebanon-Israel talks": two states before the noun."""
    found = [c for c in noun.children if c.dep_ in ("compound", "nmod", "amod") and c.ent_iob_ is not None]
    tokens = [t for c in found for t in [*c.children, c] if t.pos_ in ("PROPN", "ADJ")]
    return tokens if len(tokens) >= 2 else []


def _with(sentence: Sentence, noun: Token) -> list[Token]:
    """Objects of "with": below the noun, else of the next "with" in the same clause that has a person."""
    found = complements(noun, _WITH)
    if found:
        return found
    for token in noun.doc[noun.i + 1 : sentence.span.end]:
        if (
            is_verb(token)
            and token.dep_ not in ("aux", "auxpass")
            and token.tag_ != "VBN"
            or token.text in (";", "—", "–", ",")
            and token.i > noun.i + 6
        ):
            return []
        if token.lower_ in _WITH:
            objects_ = [t for c in token.children if c.dep_ == "pobj" for t in conjuncts(c)]
            if sentence.participants(objects_, "attendee"):
                return objects_
            return []
    return []


def _from_clause(sentence: Sentence, noun: Token, complete: object) -> tuple[list[Participant], bool]:
    """Participants that the clause gives: the subject of a light verb, or of the verb that the meeting is the setting of."""
    verb = clause_verb(noun)
    if verb is None:
        return [], False
    if _measured(noun).dep_ in ("dobj", "nsubjpass", "conj", "attr", "pobj") and _light_verb(noun, verb):
        hosts = "host" if verb.lemma_.lower() == "host" else "attendee"
        return sentence.participants(subjects(verb), hosts), True
    if complete:
        return [], False
    preposition = governing_preposition(noun)
    if preposition is None or preposition.lower_ not in _PLAIN_ADJUNCTS:
        return [], False
    if preposition.lower_ == "for" and verb.lemma_.lower() in ("call", "ask", "push", "press", "appeal", "prepare"):
        return [], False
    found = sentence.participants(subjects(verb), "attendee")
    if not complements(noun, _WITH) and not _with(sentence, noun):
        found = found + sentence.participants(objects(verb), "attendee")
    return [p for p in found if p.actor.kind != "organization"], False


_MEASURES = frozenset({"hour", "day", "round", "series", "set", "minute", "number", "couple", "week", "session"})


def _measured(noun: Token) -> Token:
    """ "Five hours of talks", "a round of talks": the measure stands where the noun would."""
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lemma_.lower() in _MEASURES:
        return noun.head.head
    return noun


def _light_verb(noun: Token, verb: Token) -> bool:
    noun = _measured(noun)
    if verb.lemma_.lower() not in _light():
        return False
    if noun.dep_ == "pobj":
        return (
            noun.head.head == verb
            and noun.head.lower_ in ("in", "off", "up", "into")
            and verb.lemma_.lower() in ("take", "wrap", "kick", "engage", "enter", "join", "begin")
        )
    return noun.dep_ != "conj" or noun.head.dep_ in ("dobj", "nsubjpass", "attr")


def _finish(
    sentence: Sentence, trigger: Token, kind: str, people: list[Participant], rule: str, *, group: bool
) -> Iterator[Draft]:
    status = status_of(trigger)
    if status is None or not people:
        return
    named = [p for p in people if p.actor.name]
    if not named or (len(people) < 2 and not group):
        return
    if not any(p.actor.kind == "person" for p in people) and kind == "call":
        return
    if all(p.actor.kind == "organization" for p in people):
        return
    draft = sentence.draft(kind, status, trigger, people, rule)
    draft.time = time_of(sentence, trigger, status)
    draft.place = None if kind == "call" else place_of(sentence, trigger)
    draft.count = _count(trigger)
    draft.definite = any(
        c.dep_ == "det" and c.lower_ in ("the", "this", "that") or c.dep_ == "poss" for c in trigger.children
    )
    draft.distinct = _another(trigger)
    yield draft
    yield from _parts(sentence, trigger, draft)


_PART_WORDS = frozenset({"one", "other", "another", "first", "second", "third", "latter", "former"})


def _parts(sentence: Sentence, trigger: Token, whole: Draft) -> Iterator[Draft]:
    """ "Two meetings — one during the visit in March, and the other in Beijing in October": each with its own time and place."""
    if whole.count is None or is_verb(trigger):
        return
    for token in sentence.tokens():
        if token.i <= trigger.i or token.lower_ not in _PART_WORDS or not _enumerates(token, trigger):
            continue
        part = sentence.draft(whole.type, whole.status, token, whole.participants, "part-of-count", 0.85)
        part.time, part.place = time_of(sentence, token, whole.status), place_of(sentence, token)
        if part.time.earliest is not None:
            yield part


def _enumerates(token: Token, trigger: Token) -> bool:
    """Is this "one", "the other" an apposition to the counted noun (or coordinated with such)?"""
    node, steps = token, 0
    while (
        steps < 5
        and node.dep_ in ("appos", "conj", "dep", "npadvmod", "dobj", "attr", "nsubj")
        and node.head.i != node.i
    ):
        node, steps = node.head, steps + 1
        if node.i == trigger.i or (is_verb(node) and node == clause_verb(trigger)):
            return True
    return False


def _another(trigger: Token) -> bool:
    """ "A second meeting", "another round of talks": not the one told before."""
    return any(
        c.lower_ in ("second", "third", "another", "further", "follow-up", "separate")
        for c in trigger.children
        if c.i < trigger.i
    )


def _count(trigger: Token) -> int | None:
    """The number of a plural mention: "two meetings", "met twice"."""
    for child in trigger.children:
        if child.dep_ == "nummod" and trigger.tag_ == "NNS":
            return _NUMBERS.get(child.lower_) or (int(child.text) if child.text.isdigit() else None)
    words = {t.lower_ for t in trigger.subtree} if is_verb(trigger) else set()
    return 2 if "twice" in words else 3 if "thrice" in words else None


_NUMBERS = {
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "several": 2,
    "multiple": 2,
    "many": 2,
}
