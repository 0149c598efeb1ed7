"""Whom the words before a phrase without a name tell of."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from spacy.tokens import Span, Token

from kgload.extract.actors.people import Actor
from kgload.extract.actors.pieces import Reference
from kgload.extract.actors.titles import Title
from kgload.extract.clauses.frames import subjects
from kgload.extract.text.verbs import is_verb

_Naming = Callable[[Token], tuple[Actor, ...]]
_Reading = Callable[[Token], object]
_CHOOSING = frozenset("appoint name nominate select choose pick tap designate promote elect".split())


def is_unknown(verb: Token, value: _Reading) -> bool:
    """ "Renteria served in the Senate. She …": is it told of a name, or a pronoun, that says nothing to us?"""
    about = [c for c in verb.children if c.dep_.startswith("nsubj")] + subjects(verb) if is_verb(verb) else []
    return any((t.pos_ == "PROPN" and value(t) is None) or t.lower_ in ("he", "she") for t in about)


def chooses(verb: Token, known: Actor, named: _Naming) -> bool:
    """ "Farar leads a firm. In 2002, Hahn appointed Farar to the board. He …": is the one chosen whom it was about?"""
    if verb.lemma_.lower() not in _CHOOSING:
        return False
    return any(known in named(c) for c in verb.children if c.dep_ in ("dobj", "nsubj", "ccomp") and c.i > verb.i)


def without_label(sentence: Span) -> Span:
    """The sentence without who speaks it in a transcript: "MS. PSAKI: He spoke with …"."""
    return sentence[2:] if len(sentence) > 1 and sentence[1].text == ":" else sentence


def told_by_who(token: Token, named: _Naming) -> tuple[Actor, ...]:
    """ "The visit follows that of Blinken, who travelled to Beijing, where he met Xi": the one that "who" means,
    unless another is a subject in between.
    """
    for verb in token.ancestors:
        if verb.dep_ != "relcl" or not any(c.lower_ == "who" and c.dep_.startswith("nsubj") for c in verb.children):
            continue
        own = named(verb.head)
        between = token.doc[verb.head.i + 1 : token.i]
        others = [t for t in between if t.dep_ in ("nsubj", "nsubjpass", "poss") and named(t)]
        return own if len(own) == 1 and own[0].kind == "person" and not others else ()
    return ()


def persons_before(token: Token, value: _Reading, meant: _Naming) -> tuple[Actor, ...]:
    """ "Austin spoke with his Chinese counterpart after Beijing refused a request for the two to meet"."""
    named = [t for t in token.sent if t.i < token.i and isinstance(value(t), Reference)]
    return tuple(dict.fromkeys(a for t in named for a in meant(t) if a.kind == "person"))


def subjects_before(token: Token, named: _Naming) -> tuple[Actor, ...]:
    """ "Zhang and Shoigu have met twice, with their first meeting": the coordinated subject of the clause above."""
    for verb in (t for t in token.sent if is_verb(t)):
        found = (a for t in subjects(verb) if t.i < token.i for a in named(t) if a.kind == "person")
        if len(above := tuple(dict.fromkeys(found))) == 2:
            return above
    return ()


def office_before(token: Token, value: _Reading) -> Title | None:
    """ "The Turkish defence minister met his Greek counterpart": the one office told of before, if no name is."""
    before = [v for t in token.sent if t.i < token.i and isinstance(v := value(t), Reference)]
    titles = [v.title for v in before if v.kind in ("office", "group") and v.title and v.title.function]
    return titles[0] if len(titles) == 1 and not any(v.kind == "name" for v in before) else None


def groups_before(token: Token, value: _Reading) -> bool:
    """ "Chinese officials met their Russian counterparts": those of officials are officials."""
    values = [value(t) for t in token.sent if t.i < token.i]
    return any(isinstance(v, Reference) and v.kind == "group" and v.owners for v in values)


def states_before(token: Token, countries: Callable[[Token], Iterable[str]]) -> tuple[str, ...]:
    """ "Pyongyang said its foreign minister would visit": the states that are subjects before."""
    told = (t for t in token.sent if t.i < token.i and t.dep_.startswith("nsubj"))
    return tuple(dict.fromkeys(c for t in told for c in countries(t)))
