"""Agreements signed or concluded: "A and B signed a treaty", "the joint statement signed by the two presidents", "the
signing of the accord between A and B", "witnessed the signing". Ratifying is none, and companies among themselves are
no parties.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from kgload.extract.circumstances.attachment import time_of
from kgload.extract.circumstances.places import place_of
from kgload.extract.clauses.frames import clause_verb, complements, subjects
from kgload.extract.clauses.status import status_of
from kgload.extract.events.encounter import sides
from kgload.extract.events.parties import is_public, parties, parties_before
from kgload.extract.mentions.drafts import Draft, Participant, Sentence, merge_participants
from kgload.extract.text.lexicon import status_words
from kgload.extract.text.verbs import is_verb
from kgload.vocabulary import vocabulary

_PAPERS = frozenset({"statement", "plan", "document", "communique", "communiqué", "declaration", "roadmap", "charter"})
_CONCLUDING = frozenset("reach strike conclude clinch seal finalise finalize".split())
_ATTENDING = frozenset("witness attend oversee watch preside".split())
_BOUGHT = frozenset("contract deal plan".split())  # what players and singers sign as well
_DEFINITE = frozenset("the this that these those".split())
_OF_STATES = frozenset(
    "treaty pact accord truce ceasefire convention communique communiqué protocol declaration".split()
)


def extract(sentence: Sentence) -> Iterator[Draft]:
    kind = vocabulary()["agreement"]
    for noun in sentence.tokens():
        if noun.pos_ not in ("NOUN", "PROPN", "VERB") or sentence.parsed.values[noun.i] is not None:
            continue
        if noun.lower_ == "signing":
            yield from _signing(sentence, noun)
        elif _is_agreement(noun, kind.nouns):
            verb = _signed(noun, kind.light)
            if verb is not None and not (verb.lemma_.lower() in _CONCLUDING and noun.lemma_.lower() in _PAPERS):
                yield from _concluded(sentence, noun, verb)


def _is_agreement(noun: Token, nouns: tuple[str, ...]) -> bool:
    lemma = noun.lemma_.lower()
    if lemma == "letter":
        return any(c.lower_ == "of" and any(p.lower_ == "intent" for p in c.children) for c in noun.children)
    return (lemma in nouns or lemma.removesuffix("s") in nouns) and (noun.pos_ != "VERB" or noun.dep_ == "dobj")


def _signed(noun: Token, light: tuple[str, ...]) -> Token | None:
    """The verb of signing that the noun is the object of."""
    for child in noun.children:
        if child.dep_ in ("acl", "relcl") and child.lemma_.lower() in light:
            return child
    node = noun
    while node.dep_ in ("conj", "appos") and node.head.pos_ in ("NOUN", "PROPN"):
        node = node.head  # "signed a declaration and a memorandum"
    if node.dep_ == "pobj" and node.head.lower_ == "of" and node.head.head.dep_ in ("dobj", "nsubjpass"):
        node = node.head.head  # "a number of agreements"
    verb = clause_verb(node)
    if verb is None or not is_verb(verb) or verb.lemma_.lower() not in light:
        return None
    return verb if node.dep_ in ("dobj", "nsubjpass") and not _with_particle(verb) else None


def _with_particle(verb: Token) -> bool:
    """ "Signed off on the plan", "signed up to"."""
    return any(c.dep_ == "prt" for c in verb.children)


def _concluded(sentence: Sentence, noun: Token, verb: Token) -> Iterator[Draft]:
    doers = parties(sentence, subjects(verb), "signatory")
    partners = parties(sentence, complements(verb, ("with",)) or complements(noun, ("with",)), "signatory")
    between = parties(sentence, complements(noun, ("between", "among")) + complements(verb, ("between",)), "signatory")
    owners = parties_before(sentence, noun, "signatory")
    signers = merge_participants(doers, between, [] if doers or between else owners, partners)
    rule = f"{verb.lemma_.lower()}:{noun.lemma_.lower()}"
    witnesses = _witnesses(sentence, verb)
    if partners and not (doers or between or owners):
        return  # "its agreements signed with A and B": the one side is not said
    if noun.tag_ == "NNS" and len(partners) + len(doers) > 2 and sides(partners) == 1 and sides(doers) > 1:
        for doer in doers:  # "Egypt and Jordan have signed peace treaties with Israel": each its own
            yield from _finish(sentence, noun, verb, merge_participants([doer], partners), rule, witnesses)
        return
    yield from _finish(sentence, noun, verb, signers, rule, witnesses)


def _witnesses(sentence: Sentence, verb: Token) -> list[Participant]:
    """ "In the presence of X", "witnessed by X"."""
    found = [t for c in verb.subtree if c.lower_ == "presence" and c.i > verb.i for t in complements(c, ("of",))]
    found += [t for c in verb.children if c.lemma_.lower() == "witness" and is_verb(c) for t in complements(c, ("by",))]
    return [p for p in sentence.participants(found, "witness") if p.actor.kind == "person"]


def _signing(sentence: Sentence, noun: Token) -> Iterator[Draft]:
    """ "The signing of the accord between A and B", "X and Y witnessed the signing of the agreements"."""
    papers = [t for t in complements(noun, ("of",)) if _is_agreement(t, vocabulary()["agreement"].nouns)]
    if not papers or noun.dep_ in ("compound", "pcomp", "aux", "ROOT"):
        return
    parts = (noun, *papers)
    signers = parties(sentence, [t for n in parts for t in complements(n, ("between", "by", "with"))], "signatory")
    verb = clause_verb(noun)
    watched = verb is not None and noun.dep_ in ("dobj", "nsubjpass", "pobj") and verb.lemma_.lower() in _ATTENDING
    witnesses = parties(sentence, subjects(verb), "witness") if watched and verb is not None else []
    yield from _finish(sentence, noun, noun, signers, "noun:signing", witnesses)


def _is_signed(noun: Token, verb: Token) -> bool:
    """ "The agreement signed in 1988 will be renewed", "their commitment to the pact signed by A": what is told of it
    later says nothing of its signing.
    """
    if verb.dep_ != "acl" or verb.tag_ not in ("VBN", "VBD") or list(verb.lefts):
        return False
    return any(c.lower_ in _DEFINITE or c.dep_ == "poss" for c in noun.children) and not any(
        c.dep_ == "amod" and c.lower_ in status_words().adjectives for c in noun.children
    )


def _finish(
    sentence: Sentence, trigger: Token, verb: Token, signers: list[Participant], rule: str, witnesses: list[Participant]
) -> Iterator[Draft]:
    """The draft, if two sign (or watch a signing), one of them for a state or a body of states."""
    seen = [p.actor for p in signers]
    people = signers + [replace(p, role="witness") for p in witnesses if p.actor not in seen]
    public = [p for p in people if p.actor.name and is_public(sentence, p.actor)]
    private = [p for p in people if p.actor.kind == "person" and not is_public(sentence, p.actor)]
    of_states = any(t.lemma_.lower() in _OF_STATES for t in (trigger, *complements(trigger, ("of",))))
    if len(people) < 2 or {p.actor.country for p in people} == {people[0].actor.country or ""}:
        return  # agencies of one country among themselves
    if not (public or of_states) or (private and trigger.lemma_.lower() in _BOUGHT):
        return
    status = "occurred" if _is_signed(trigger, verb) else status_of(verb, urged=None)
    if status is None:
        return
    draft = sentence.draft("agreement", status, trigger, people, rule, 0.85)
    draft.time, draft.place = time_of(sentence, verb, status), place_of(sentence, verb)
    yield draft
