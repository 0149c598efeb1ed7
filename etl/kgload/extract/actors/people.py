"""Names of persons in an article: where they stand.

Sources of a name: the model's PERSON entities, the registry, a title before it, and the other names of the article.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from spacy.lang.en.stop_words import STOP_WORDS
from spacy.tokens import Doc, Token

from kgload.extract.actors.gazetteer import Gazetteer
from kgload.extract.actors.joins import behind_council, behind_portfolio
from kgload.extract.actors.kin import is_kin
from kgload.extract.text.parse import Entity
from kgload.model import ActorKind, Span, Standing

_PARTICLES = frozenset(
    "al el bin bint ibn ben de da dos das del della di du la le van von der den abu ul ur y e o'".split()
)
_SUFFIXES = frozenset("Jr. Jr Sr. Sr III II IV".split())
_OTHER_LABELS = frozenset("ORG GPE LOC FAC EVENT NORP WORK_OF_ART LAW PRODUCT".split())
_DEGREE = re.compile(r"(?:[A-Z]\.){2,}|Ph\.?D\.?")
_MOST_TOKENS = 14
_PRONOUNS = frozenset("he she it they we you i his her their our who this that there".split())
_LINKS = frozenset({"-", "’", "'", "–"})
_OF_STYLES = frozenset("royal serene imperial right".split())


@dataclass(slots=True, eq=False)
class Actor:
    """An actor of the article while it is being put together."""

    kind: ActorKind
    name: str | None
    forms: Counter[str] = field(default_factory=Counter)
    office: str | None = None
    function: str | None = None
    organization: str | None = None
    country: str | None = None
    standing: Standing | None = None
    registered: str | None = None
    spans: list[Span] = field(default_factory=list)
    functions: set[str] = field(default_factory=set)

    @property
    def words(self) -> frozenset[str]:
        return frozenset(w.lower() for form in self.forms for w in form.replace("-", " ").split())


@dataclass(slots=True)
class Name:
    """One place where a name stands: tokens `start:end` of block `block`. `actor` is filled in by `cluster`."""

    block: int
    start: int
    end: int
    text: str
    actor: Actor | None = None
    kin: bool = False  # told as somebody's wife, brother …


def find_names(
    docs: Sequence[tuple[Doc, list[Entity]]], gazetteer: Gazetteer, times: Sequence[frozenset[int]]
) -> list[Name]:
    """All person names of the article, in order. `times`: tokens of each block that tell a time ("May 31")."""
    names = [
        name
        for index, (doc, entities) in enumerate(docs)
        for name in _names_of(index, doc, entities, gazetteer)
        if (name.start not in times[index] or name.end - name.start > 1) and not _is_one_of_many(doc, name, gazetteer)
    ]
    known = {w for n in names if " " in n.text for w in distinctive(n.text) if not _is_style(w, n.text, gazetteer)}
    joined = [n for i, (doc, _) in enumerate(docs) for n in _joined(i, doc, known, gazetteer)]
    apart = {(n.block, n.start) for n in joined}
    names = [n for n in names if not any((n.block, i) in apart for i in range(n.start, n.end))] + joined
    taken = {(n.block, i) for n in names for i in range(n.start, n.end)}
    for index, (doc, _) in enumerate(docs):
        for token in doc:
            if token.text not in known or (index, token.i) in taken or token.i in times[index]:
                continue
            if _opens_as_he(doc, token) or _is_the_state(doc, token, gazetteer):
                continue
            if token.i - 1 in times[index] or not _part_of_other_name(doc, token, gazetteer):
                names.append(Name(index, token.i, token.i + 1, token.text))
    return sorted(names, key=lambda n: (n.block, n.start))


def _is_one_of_many(doc: Doc, name: Name, gazetteer: Gazetteer) -> bool:
    """ "Received a Bronze Star", "informed the Amir": no name of a person stands behind such an article."""
    before = doc[name.start - 1].lower_ if name.start else ""
    indefinite = before in ("a", "an") or (before == "the" and gazetteer.office(name.text) is not None)
    return indefinite and not gazetteer.registered_person_at(doc, name.start, name.end)


def _is_style(word: str, name: str, gazetteer: Gazetteer) -> bool:
    """The "Prince" of "Crown Prince Mohammed bin Salman" may not stand for him; the "King" of "Angus King" may."""
    return gazetteer.is_title_token(word.lower()) and not name.endswith(word)


def _opens_as_he(doc: Doc, token: Token) -> bool:
    """ "He said": no He Lifeng."""
    return token.lower_ in _PRONOUNS and (token.i == 0 or not doc[token.i - 1].is_alpha)


def _is_the_state(doc: Doc, token: Token, gazetteer: Gazetteer) -> bool:
    """ "The Philippines", also beside an "Export Philippines" that the model takes for a person."""
    return token.i > 0 and doc[token.i - 1].lower_ == "the" and gazetteer.is_state(token.text)


def _joined(index: int, doc: Doc, known: set[str], gazetteer: Gazetteer) -> Iterable[Name]:
    """ "The Trump-Kim summit": two persons, each known by the family name, before what they did together."""
    for noun in [token for token in doc if token.i > 2 and token.lower_ in _DONE_TOGETHER]:
        first, link, second = doc[noun.i - 3 : noun.i]
        if link.text not in _LINKS or first.whitespace_ or link.whitespace_:
            continue
        if first.text != second.text and all(t.text in known or gazetteer.person(t.text) for t in (first, second)):
            yield from (Name(index, t.i, t.i + 1, t.text) for t in (first, second))


_DONE_TOGETHER = frozenset("summit meeting talks call phone encounter dinner summits meetings".split())


def distinctive(full: str) -> list[str]:
    """The parts of a full name that may stand alone."""
    return [
        w for w in full.split() if len(w) > 1 and not w.endswith(".") and w.lower() not in _PARTICLES and w[0].isupper()
    ]


def _part_of_other_name(doc: Doc, token: Token, gazetteer: Gazetteer) -> bool:
    """Is this "Biden administration", "Xi'an", "Li & Fung": a capitalised neighbour makes it another name, unless it
    is a title.
    """
    after = doc[token.i + 1] if token.i + 1 < len(doc) else None
    before = doc[token.i - 1] if token.i else None
    if (
        after is not None
        and after.text in _LINKS
        and token.i + 2 < len(doc)
        and not token.whitespace_
        and not after.whitespace_
        and doc[token.i + 2].text[:1].isupper()
    ):
        return True
    if (
        before is not None
        and before.text[:1].isupper()
        and before.is_alpha
        and not gazetteer.is_title_token(before.lower_)
        and (token.i > 1 or not (_may_open(before) or gazetteer.person(token.text)))
    ):
        return not gazetteer.country_at(doc, before.i)
    return False


_OPENING = frozenset(
    "today yesterday tomorrow tonight later earlier meanwhile while also instead however critics sources".split()
)


def _may_open(token: Token) -> bool:
    """A word that stands before a bare surname because the sentence begins with it: "Today Sullivan met"."""
    lower = token.lower_
    return lower in STOP_WORDS | _OPENING or lower.endswith(("ly", "day", "ing", "ed"))


def _names_of(index: int, doc: Doc, entities: Sequence[Entity], gazetteer: Gazetteer) -> Iterable[Name]:
    persons = _tokens_of(doc, [e for e in entities if e.label == "PERSON"])
    others = _tokens_of(doc, [e for e in entities if e.label in _OTHER_LABELS])
    for start, end in _capital_runs(doc):
        yield from _split_run(index, doc, start, end, persons, others, gazetteer)


def _tokens_of(doc: Doc, entities: Iterable[Entity]) -> set[int]:
    spans = (doc.char_span(e.start, e.end) for e in entities)
    return {i for span in spans if span is not None for i in range(span.start, span.end)}


def _capital_runs(doc: Doc) -> Iterable[tuple[int, int]]:
    """Maximal runs of capitalised tokens, with particles, hyphens and initials inside."""
    i = 0
    while i < len(doc):
        if not _starts(doc[i]):
            i += 1
            continue
        j = i + 1
        while j < len(doc) and (_starts(doc[j]) or _links(doc, j) or _hyphenated(doc, j)) and not _stops(doc, j):
            j += 1
        yield i, j
        i = j


def _stops(doc: Doc, i: int) -> bool:
    """ "Prime Minister Hun Sen. She will": what looks like a shortened word ends the sentence; and a suffix the name:
    "Joseph R. Biden, Jr. Call with".
    """
    if doc[i - 1].text in _SUFFIXES and doc[i - 1].text.lower().startswith(("jr", "sr")):
        return True
    return doc[i - 1].text.endswith(".") and len(doc[i - 1]) > 2 and doc[i].lower_ in _PRONOUNS


def _hyphenated(doc: Doc, i: int) -> bool:
    """The small second half of a given name: the "sup" of "Jong-sup"."""
    return doc[i - 1].text in _LINKS and not doc[i - 1].whitespace_ and not doc[i - 2].whitespace_ and doc[i].is_alpha


def _starts(token: Token) -> bool:
    return token.text[0].isupper() and (token.is_alpha or "." in token.text or "'" in token.text or "’" in token.text)


def _links(doc: Doc, i: int) -> bool:
    """May token i stand inside a name: a particle, a hyphen, the comma of ", Jr."?"""
    token = doc[i]
    if i + 1 >= len(doc):
        return False
    if token.text in _LINKS:
        joined = not doc[i - 1].whitespace_ and not token.whitespace_
        return joined and (_starts(doc[i + 1]) or doc[i + 1].is_alpha)
    if token.lower_ in _PARTICLES:  # "bin Salman", "el-Sisi", "von der Leyen"
        k = i + 1
        while k + 1 < len(doc) and (doc[k].lower_ in _PARTICLES or doc[k].text in _LINKS):
            k += 1
        return _starts(doc[k])
    return token.text == "," and doc[i + 1].text in _SUFFIXES


def _split_run(
    index: int, doc: Doc, start: int, end: int, persons: set[int], others: set[int], gazetteer: Gazetteer
) -> Iterable[Name]:
    """The person name inside a run of capitals, after its titles: at most one."""
    first = _after_titles(doc, start, end, persons, gazetteer)
    titled = first > start
    while first < end:
        lower = doc[first].lower_
        place = gazetteer.country_at(doc, first, end)
        known = gazetteer.registered_person_at(doc, first, end)
        if known and (place is None or place.length <= known):
            break  # not "Costa Rica" for António Costa
        if place:
            first += place.length
            titled = False
        elif gazetteer.is_title_token(lower) and (
            gazetteer.is_head(lower) or gazetteer.is_rank(lower) or first not in persons
        ):
            titled = gazetteer.is_head(lower) or gazetteer.is_rank(lower)
            first += 1
        elif end - first > 2 and gazetteer.is_portfolio(lower) and doc[first - 1].lower_ in ("and", "&") and first:
            first += 1  # "Advisor for Clean Energy Innovation and Implementation John Podesta"
        elif gazetteer.standing(lower) and first > start and doc[first - 1].text == "-":
            first += 1  # "Prime Minister-Designate"
        elif lower in _OF_STYLES and first + 1 < end and gazetteer.is_rank(doc[first + 1].lower_):
            first += 1  # "Her Royal Highness"
        elif _no_part(doc, first, end, gazetteer):
            first += 1
        else:
            break
    if not titled and first not in persons:
        named = behind_portfolio(doc, start, first, end, gazetteer) or behind_council(
            doc, start, end, others, gazetteer
        )
        first, titled = (named, True) if named else (first, False)
    while end > first and (
        doc[end - 1].text in _LINKS or doc[end - 1].lower_ in _PARTICLES or doc[end - 1].text == ","
    ):
        end -= 1
    if first >= end:
        return
    if first > 0 and not titled:
        titled = first == start and (
            _title_before(doc, first, gazetteer) or _between_commas(doc, first, end, gazetteer)
        )
    yield from _accept(index, doc, first, end, titled, persons, others, gazetteer)


def _no_part(doc: Doc, i: int, end: int, gazetteer: Gazetteer) -> bool:
    """Small words, and the day of "On Monday Prabowo Subianto said"."""
    if doc[i].text in _LINKS or doc[i].lower_ in STOP_WORDS | _PRONOUNS:
        return True
    known = i + 1 < end and gazetteer.registered_person_at(doc, i + 1, end)
    return bool(known) and gazetteer.is_not_a_name_word(doc[i].text)


def _after_titles(doc: Doc, start: int, end: int, persons: set[int], gazetteer: Gazetteer) -> int:
    """ "National Reconciliation Chairman Abdullah Abdullah": the name begins behind the last title of the run."""
    for i in range(end - 2, start - 1, -1):
        lower = doc[i].lower_
        inside = gazetteer.is_rank(lower) and i > start and not gazetteer.is_title_token(doc[i - 1].lower_)
        if inside and i - 1 in persons:
            continue  # "Hassan Sheikh Mohamud"
        named = i + 1 in persons or gazetteer.registered_person_at(doc, i + 1, end) > 1
        if (
            (gazetteer.is_head(lower) or gazetteer.is_rank(lower))
            and named
            and (not gazetteer.is_weak(lower) or i > start)
        ):
            return i + 1
    return start


def _between_commas(doc: Doc, first: int, end: int, gazetteer: Gazetteer) -> bool:
    """ "The foreign secretary, Asad Majeed Khan, is expected"."""
    if first < 2 or end - first < 2 or end >= len(doc) or doc[first - 1].text != "," or doc[end].text != ",":
        return False
    return gazetteer.is_head(doc[first - 2].lower_) and not gazetteer.is_plural_head(doc[first - 2].lower_)


def _title_before(doc: Doc, first: int, gazetteer: Gazetteer) -> bool:
    lower = doc[first - 1].lower_
    return gazetteer.is_head(lower) or gazetteer.is_rank(lower)


def _accept(
    index: int, doc: Doc, first: int, end: int, titled: bool, persons: set[int], others: set[int], gazetteer: Gazetteer
) -> Iterable[Name]:
    if end - first > 1 and gazetteer.makes_eponym(doc[end - 1].text):
        return
    end = next((i for i in range(first + 1, end) if gazetteer.is_headline_verb(doc[i].text)), end)
    if end - 1 not in persons and gazetteer.is_head(doc[end - 1].lower_) and not gazetteer.is_weak(doc[end - 1].lower_):
        return  # the "Medical Advisor" of "Chief Medical Advisor, Dr. X"
    tagged = [i for i in range(first, end) if i in persons]
    text = doc[first:end].text
    registered = gazetteer.registered_person_at(doc, first, end)
    if registered == 1 and gazetteer.is_not_a_name_word(doc[first].text):
        return  # "No meeting was held": No Kwang Chol is not meant
    if registered and registered < end - first:
        end = _known_end(doc, first + registered, end, gazetteer)
        text = doc[first:end].text
    if not registered:
        if gazetteer.is_not_a_person(text) or any(gazetteer.is_not_a_name_word(doc[i].text) for i in range(first, end)):
            if not tagged:
                return
            first, end = min(tagged), max(tagged) + 1
            while first < end and (
                gazetteer.is_not_a_name_word(doc[first].text) or gazetteer.is_title_token(doc[first].lower_)
            ):
                first += 1
            while end > first and gazetteer.is_not_a_name_word(doc[end - 1].text):
                end -= 1
            text = doc[first:end].text
            if (
                first >= end
                or gazetteer.is_not_a_person(text)
                or any(gazetteer.is_not_a_name_word(doc[i].text) for i in range(first, end))
            ):
                return
            titled = False
        in_other = sum(i in others for i in range(first, end))
        if not tagged and not (titled and in_other < end - first + 1 and _looks_like_name(doc, first, end)):
            return
        if len(text) < 2 or (text.isupper() and len(text) < 4) or any(c.isdigit() for c in text):
            return
    while end > first and (doc[end - 1].text in _LINKS or doc[end - 1].text == "," or doc[end - 1].text in _SUFFIXES):
        end -= 1
    if not 0 < end - first <= _MOST_TOKENS:
        return
    text = doc[first:end].text
    if text.lower() in _PRONOUNS or _DEGREE.fullmatch(text) or _is_pair(doc, first, end, gazetteer):
        return
    yield Name(index, first, end, text, kin=is_kin(doc, first, end))


def _is_pair(doc: Doc, first: int, end: int, gazetteer: Gazetteer) -> bool:
    """ "The Biden-Harris administration", "Biden-Harris Transition": two known persons, none of whom is meant."""
    if end - first < 3 or doc[first + 1].text not in _LINKS or doc[first].whitespace_:
        return False
    if first and gazetteer.is_title_token(doc[first - 1].lower_):
        return False  # "Mr Bhutto-Zardari"
    return all(gazetteer.registered_person_at(doc, i, i + 1) for i in (first, first + 2))


def _known_end(doc: Doc, known: int, end: int, gazetteer: Gazetteer) -> int:
    """ "Putin Thursday" is Putin; "Alejandro Giammattei Falla" is longer than the registry has it."""
    while (
        known < end
        and not gazetteer.is_not_a_name_word(doc[known].text)
        and not gazetteer.is_title_token(doc[known].lower_)
    ):
        known += 1
    return known


def _looks_like_name(doc: Doc, first: int, end: int) -> bool:
    return all(
        t.text[0].isupper() or t.lower_ in _PARTICLES or t.text in _LINKS or not t.is_alpha for t in doc[first:end]
    )
