"""Does an "and", "on" or "in" stand in the title of one person, between two people, or behind the title?"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from kgload.extract.actors.gazetteer import Gazetteer
from kgload.extract.times.words import WEEKDAYS

_LONGEST_OFFICE = 4
# Whoever is one of these is not the other too; a vice president who is prime minister has a country before both
_APART = (
    frozenset({"head_of_state", "deputy_head_of_state"}),
    frozenset({"head_of_state", "head_of_government"}),
    frozenset({"deputy_head_of_government", "head_of_government"}),
)
_FIRST = frozenset({"head_of_state", "deputy_head_of_state"})
_BESIDE = frozenset(
    (
        "secretary senator speaker administrator governor chancellor ambassador congressman congresswoman leader "
        "chairman chairwoman chair representative mayor director lady"
    ).split()
)
_SAID_OF_ONE = frozenset({"deputy_head_of_state", "head_of_government"})


def joins(doc: Doc, i: int, last: int, gazetteer: Gazetteer) -> bool:
    """Does the "and" at token `i` join two offices of one person, or two fields of one ("for Maritime Affairs and
    Trade")? The title ends with token `last`.
    """
    if i < 1:
        return False
    if gazetteer.is_head(doc[i - 1].lower_):
        behind = any(gazetteer.is_head(doc[k].lower_) for k in range(i + 1, last + 1))  # not only "and Dr. X"
        return behind and not gazetteer.is_plural_head(doc[i - 1].lower_) and not _of_two(doc, i, last, gazetteer)
    fields = [doc[k].lower_ for k in (i - 1, *range(i + 1, last + 1))]
    return all(gazetteer.is_portfolio(word) and not gazetteer.is_head(word) for word in fields)


def of_topic(doc: Doc, i: int, last: int, gazetteer: Gazetteer) -> bool:
    """ "Statement by the spokesperson on Minister X's trip": another office behind "on"; not "envoy on climate X"."""
    return doc[i].lower_ == "on" and any(gazetteer.is_head(doc[k].lower_) for k in range(i + 1, last + 1))


def leaves_office(doc: Doc, i: int, gazetteer: Gazetteer) -> bool:
    """ "Secretary for Planning in the Obama-Biden administration": when, no part of the office as a country is."""
    behind = i + 1 + (i + 1 < len(doc) and doc[i + 1].lower_ == "the")
    return doc[i].lower_ == "in" and behind < len(doc) and gazetteer.country_at(doc, behind) is None


def no_part(token: Token) -> bool:
    """No part of an office: "Under President Biden", but "Under Secretary"; "X, head of the Cabinet on Thursday"."""
    behind = token.nbor().lower_ if token.i + 1 < len(token.doc) else ""
    if token.lower_ == "on":
        return behind in WEEKDAYS
    return token.lower_ == "under" and not (token.text == "Under" and behind in ("secretary", "-"))


def is_acronym(doc: Doc, i: int) -> bool:
    """ "(ROK)" """
    return i + 2 < len(doc) and doc[i].text == "(" and doc[i + 1].is_upper and doc[i + 2].text == ")"


def _of_two(doc: Doc, i: int, last: int, gazetteer: Gazetteer) -> bool:
    """ "The Vice President and President Hichilema", "the President and Prime Minister Modi", "and Secretary Walsh"."""
    first, function = next(
        (
            (j, office.function)
            for j in range(max(0, i - _LONGEST_OFFICE), i)
            if not any(t.is_punct or t.lower_ == "the" for t in doc[j:i])
            and (office := gazetteer.office(doc[j:i].text)) is not None
            and office.function
        ),
        (i, None),
    )
    second = gazetteer.office(doc[i + 1 : last + 1].text)
    both = {function, second.function if second is not None else None}
    bare = first > 0 and doc[first - 1].lower_ == "the"
    beside = function in _FIRST and bool(_BESIDE & {doc[k].lower_ for k in range(i + 1, last + 1)})
    return both in _APART or (bare and (both == _SAID_OF_ONE or beside))


def behind_aide(doc: Doc, first: int, last: int, gazetteer: Gazetteer) -> int:
    """ "Aides to President Biden", "chief of staff for Governor X": the title of the one named begins behind "to"; "a
    speech of late Premier Li".
    """
    aides = [i for i in range(first, last) if doc[i + 1].lower_ != "the" and (doc[i].lower_ == "to" or _aids(doc, i))]
    behind = [i + 1 for i in aides if gazetteer.is_head(doc[last].lower_)]
    behind += [i + 1 for i in range(first, last) if doc[i].lower_ == "of" and doc[i + 1].lower_ in ("former", "late")]
    return behind[-1] if behind else first


def _aids(doc: Doc, i: int) -> bool:
    return i > 0 and doc[i].lower_ == "for" and doc[i - 1].lower_ in _AIDES


_AIDES = frozenset("cabinet staff aide aides spokesman spokeswoman spokesperson".split())


def behind_membership(doc: Doc, start: int, names: frozenset[int]) -> int:
    """Where a title begins that a seat stands before: "Member of the Political Bureau of the CPC Central Committee and
    Foreign Minister"; else `start`.
    """
    if start < 4 or doc[start - 1].lower_ != "and":
        return start
    for i in range(start - 2, max(start - _FAR, -1), -1):
        if doc[i].lower_ == "member" and doc[i + 1].lower_ == "of":
            return i
        if i in names or not (doc[i].is_title or doc[i].is_upper or doc[i].lower_ in ("of", "the")):
            return start
    return start


_UNITS = frozenset("department office ministry bureau division directorate embassy centre center".split())


def behind_body(doc: Doc, comma: int) -> int:
    """ "X, Deputy Secretary, Department of Energy; Y": where the title ends with the body behind its comma."""
    end = comma + 1
    if end >= len(doc) or doc[comma].text != "," or doc[end].lower_ not in _UNITS or not doc[end].is_title:
        return comma
    while end < len(doc) and (doc[end].is_title or doc[end].lower_ in ("of", "for", "the", "'s", "’s")):
        end += 1
    return end


_FAR = 14
_WITH_PORTFOLIO = frozenset(
    "minister secretary representative envoy commissioner coordinator adviser advisor director president".split()
)


def behind_portfolio(doc: Doc, start: int, first: int, end: int, gazetteer: Gazetteer) -> int | None:
    """ "Minister for Rural Affairs and Investment Luhut Pandjaitan": where the name begins behind a portfolio, if all
    before it in the run is one; None if it is not, or no name of two words is left.
    """
    while first < end and gazetteer.is_portfolio(doc[first].lower_):
        first += 1
    topics = sum(gazetteer.is_portfolio(t.lower_) for t in doc[start:end])
    if not topics or topics != first - start or end - first < 2:
        return None
    for i in range(start - 1, max(start - _FAR, 0), -1):
        if doc[i].lower_ in ("for", "of") and doc[i - 1].lower_ in _WITH_PORTFOLIO:
            return first
        if doc[i].lower_ not in ("for", "of", "and", "the", "&", ",") and not gazetteer.is_portfolio(doc[i].lower_):
            return None
    return None


_BODIES = frozenset("council commission committee bureau ministry agency board authority service party".split())


def behind_council(doc: Doc, start: int, end: int, others: set[int], gazetteer: Gazetteer) -> int | None:
    """ "The Secretary of the Mongolian National Security Council Jadamba Enkhbayar": where the name begins behind the
    body, as the model sees that end, which an office before it is of.
    """
    first = next((i for i in range(start, end) if i not in others), end)
    if first == start or not 2 <= end - first <= 4 or doc[first - 1].lower_ not in _BODIES:
        return None
    of = start - 1 - (doc[start - 1].lower_ == "the")
    return first if of > 0 and doc[of].lower_ == "of" and gazetteer.is_head(doc[of - 1].lower_) else None
