"""Sanctions and bans on persons, organisations and states: "the EU imposed sanctions on X", "X was blacklisted",
"banned X from entering", "expelled two diplomats". Extending, easing and lifting are none.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kgload.extract.actors.pieces import PlaceReference
from kgload.extract.circumstances.attachment import time_of
from kgload.extract.clauses.frames import clause_verb, complements, conjuncts, objects, owners, subjects
from kgload.extract.clauses.status import status_of
from kgload.extract.events.parties import is_public, parties, parties_before
from kgload.extract.mentions.drafts import Draft, Participant, Sentence, merge_participants
from kgload.extract.text.verbs import is_verb
from kgload.vocabulary import vocabulary

_ON = ("on", "against")
_LISTING = frozenset("place put add".split())  # "placed X under sanctions", "added X to the blacklist"
_STRIKING = frozenset("hit slap target punish".split())  # "hit X with sanctions"
_ENTERING = frozenset("enter entering entry travel traveling travelling visit visiting country territory".split())
_ASSETS = frozenset("asset account fund".split())
_TERRORIST = frozenset("terrorist terror extremist".split())
_OF_ACT = frozenset("sanctioning blacklisting expulsion".split())
_TALKING = frozenset("discuss debate consider weigh explore examine review".split())


def extract(sentence: Sentence) -> Iterator[Draft]:
    kind = vocabulary()["sanction"]
    for token in sentence.tokens():
        if sentence.parsed.values[token.i] is not None:
            continue
        lemma = token.lemma_.lower()
        if is_verb(token) and token.dep_ != "amod" and lemma in kind.verbs:
            yield from _by_verb(sentence, token, lemma)
        elif token.lower_ == "persona" and token.i + 2 < sentence.span.end and token.nbor(2).lower_ == "grata":
            yield from _not_welcome(sentence, token)
        elif token.pos_ in ("NOUN", "PROPN", "VERB") and (lemma in kind.nouns or _phrase(token) in kind.phrases):
            yield from _by_noun(sentence, token)


def _phrase(noun: Token) -> str:
    before = noun.nbor(-1).lower_ if noun.i else ""
    return f"{before} {noun.lemma_.lower()}"


def _by_verb(sentence: Sentence, verb: Token, lemma: str) -> Iterator[Draft]:
    agents = parties(sentence, subjects(verb), "sanctioner")
    whom = _concerned(verb)
    if lemma in ("ban", "bar"):
        into = _entered(sentence, verb)
        if into is None and lemma == "bar":
            return
        agents = agents or (into or [])
        sanctioned = sentence.participants(whom, "sanctioned")
        if into is None:
            sanctioned = [p for p in sanctioned if p.actor.kind == "organization"]
    elif lemma == "freeze":
        sanctioned = _owners_of_assets(sentence, whom)
    elif lemma == "designate":
        named = {t.lower_ for t in verb.subtree}
        sanctioned = sentence.participants(whom, "sanctioned") if named & _TERRORIST else []
    elif lemma == "expel":
        envoys = [t for t in whom if _is_envoy(sentence, t)]
        sanctioned = sentence.participants(envoys, "sanctioned")
    else:
        sanctioned = sentence.participants(whom, "sanctioned")
    yield from _finish(sentence, verb, verb, agents, sanctioned, f"verb:{lemma}", agent_said=bool(subjects(verb)))


def _not_welcome(sentence: Sentence, persona: Token) -> Iterator[Draft]:
    """ "Declared the ambassador persona non grata", which the parser reads in several ways."""
    verb = clause_verb(persona)
    if verb is None:
        return
    whom = [t for c in persona.children if c.dep_ in ("nsubj", "compound") for t in conjuncts(c)]
    whom = whom or objects(verb)
    envoys = sentence.participants([t for t in whom if t.i != persona.i], "sanctioned")
    agents = parties(sentence, subjects(verb), "sanctioner")
    yield from _finish(sentence, persona, verb, agents, envoys, "persona-non-grata", agent_said=bool(subjects(verb)))


def _concerned(verb: Token) -> list[Token]:
    """Whom the verb hits: its objects, or the noun that the participle stands at ("Deripaska, sanctioned in 2018")."""
    found = objects(verb)
    if not found and verb.dep_ == "acl" and verb.tag_ == "VBN":
        return conjuncts(verb.head)
    return found


def _entered(sentence: Sentence, verb: Token) -> list[Participant] | None:
    """ "From entering Russia": the state whose border is closed, if it is named; None if it is no ban on entry."""
    for child in verb.children:
        if child.lower_ != "from":
            continue
        below = [t for t in child.subtree if t.i > child.i]
        if any(t.lower_ in _ENTERING for t in below):
            places = [t for t in below if isinstance(sentence.parsed.values[t.i], PlaceReference)]
            states = [t for t in places if t.dep_ in ("dobj", "pobj")]
            return sentence.participants(states[:1], "sanctioner")
    return None


def _owners_of_assets(sentence: Sentence, whom: list[Token]) -> list[Participant]:
    assets = [t for t in whom if t.lemma_.lower() in _ASSETS]
    return sentence.participants(
        [t for asset in assets for t in owners(asset) + complements(asset, ("of",))], "sanctioned"
    )


def _is_envoy(sentence: Sentence, token: Token) -> bool:
    text = sentence.parsed.text(token).lower()
    return any(word in text for word in vocabulary()["summons"].objects)


def _by_noun(sentence: Sentence, noun: Token) -> Iterator[Draft]:
    lemma = noun.lemma_.lower()
    own = parties_before(sentence, noun, "sanctioner")
    if lemma in _OF_ACT:
        by = parties(sentence, complements(noun, ("by",)), "sanctioner")
        of = complements(noun, ("of",))
        of = [t for t in of if _is_envoy(sentence, t)] if lemma == "expulsion" else of
        yield from _finish(
            sentence, noun, noun, own + by, sentence.participants(of, "sanctioned"), f"noun:{lemma}", agent_said=False
        )
        return
    verb = _imposing(noun)
    if verb is None:
        return
    agents = parties(sentence, subjects(verb) + _of_decree(verb), "sanctioner")
    direct = noun.dep_ != "pobj"
    whom = complements(noun, _ON) + complements(verb, _ON) if direct else _concerned(verb)
    sanctioned = sentence.participants(whom, "sanctioned")
    attributive = verb.dep_ in ("acl", "relcl") and verb.head.i == noun.i
    agents = merge_participants(agents, own)
    if attributive and not (agents and sanctioned):
        return  # "the sanctions imposed on Russia": a state of things
    said = bool(subjects(verb)) and not attributive
    yield from _finish(sentence, noun, verb, agents, sanctioned, f"noun:{lemma}", agent_said=said)


def _of_decree(verb: Token) -> list[Token]:
    """ "Signed a decree imposing sanctions": who signs imposes."""
    above = clause_verb(verb.head) if verb.dep_ == "acl" and verb.tag_ == "VBG" else None
    return subjects(above) if above is not None and verb.head.dep_ == "dobj" else []


def _imposing(noun: Token) -> Token | None:
    """The verb that puts sanctions on somebody: "imposed sanctions", "placed X under sanctions", "hit X with"."""
    light = vocabulary()["sanction"].light
    for child in noun.children:
        if child.dep_ in ("acl", "relcl") and child.lemma_.lower() in light:
            return child
    verb = clause_verb(noun)
    if verb is None or verb.lemma_.lower() not in light:
        return None
    lemma = verb.lemma_.lower()
    if noun.dep_ == "pobj":
        preposition = noun.head.lower_
        listed = lemma in _LISTING and preposition in ("under", "on", "to", "onto")
        struck = lemma in _STRIKING and preposition == "with"
        return verb if noun.head.head == verb and (listed or struck) else None
    plain = noun.dep_ in ("dobj", "nsubjpass", "conj", "nmod")
    return verb if plain and lemma not in (_LISTING | _STRIKING) - {"place", "slap", "put"} else None


def _finish(
    sentence: Sentence,
    trigger: Token,
    verb: Token,
    agents: list[Participant],
    sanctioned: list[Participant],
    rule: str,
    *,
    agent_said: bool,
) -> Iterator[Draft]:
    """The draft, if somebody is sanctioned by a state, a body of states or nobody said."""
    sides = {p.actor.country for p in sanctioned}
    agents = [p for p in agents if p.actor not in [s.actor for s in sanctioned] and p.actor.country not in sides]
    whole = [p for p in sanctioned if p.actor.name]
    if any("judge" in (p.actor.office or "").lower() for p in agents):
        return  # a penalty at law
    if not whole or (agents and not any(is_public(sentence, p.actor) for p in agents)):
        return
    if not agents and (agent_said or not any(is_public(sentence, p.actor) for p in whole)):
        return
    status = status_of(verb, urged=None)
    talked = status == "planned" and any(t.lemma_.lower() in _TALKING for t in verb.ancestors)
    if status is None or talked:  # "discussed efforts to impose sanctions": nobody has them in hand yet
        return
    draft = sentence.draft("sanction", status, trigger, merge_participants(agents) + whole, rule, 0.85)
    draft.time = time_of(sentence, verb, status)
    yield draft
