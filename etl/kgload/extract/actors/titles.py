"""The grammar of titles around a name: "Chinese State Councilor and Defense Minister Gen. Li Shangfu", "Sergei Lavrov,
Russia's foreign minister,", "the head of the Russian Orthodox Church". Works on tokens; the words themselves are
data (`schema/registry/offices.toml`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from kgload.extract.actors.gazetteer import Gazetteer
from kgload.extract.actors.joins import behind_aide, behind_body, is_acronym, joins, leaves_office, no_part, of_topic
from kgload.extract.actors.kin import CLOSING, relation
from kgload.extract.actors.regions import in_region, of_namesake
from kgload.extract.text.lexicon import title_words
from kgload.model import Standing

_GLUE = frozenset("of the for and 's ’s ' ’ - – & on to".split())
_DETERMINERS = frozenset("the a an its his her their one".split())
_OPEN = frozenset({",", "(", "–", "—"})
# Heads that are adjectives or verbs as well, and what may follow them as nouns.
_ADJECTIVES = frozenset(
    (
        "official general major chief representative executive fellow head chair host justice judge deputy "
        "captain senior"
    ).split()
)
_AFTER_HEAD = frozenset(
    "of for in at to on and or who said says told was is has had will with from by as also met held that".split()
)
_BEFORE_VERB = frozenset("to will would shall should can could may might must not".split())
COUNTERPART = "counterpart"
RANK = "military_officer"  # the function of "General": by itself it says no office
STYLES = frozenset({RANK, "religious_leader", "royal"})
_ACTS = re.compile(r"[a-z]+ed|last|later|then|flew|left|went|paid|made|began|spoke|called")  # "the army chief visited"
_MAJESTIES = frozenset("majesty excellency holiness eminence beatitude".split())
_LONGEST = 14
_ACRONYM = re.compile(r"\s*\([A-Z]{2,6}\)")
_LEADING = re.compile(r"^(?:(?:the|an?|its|his|her|their|two|both|three)\s+)+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Title:
    """An office as the words around a name give it. `start:end` are the tokens of title and name together.

    `possessor` is the token index of a person's name that owns the title ("Trump's envoy"), else None.
    """

    start: int
    end: int
    office: str | None
    function: str | None
    organization: str | None
    country: str | None
    standing: Standing | None
    possessor: int | None = None
    plural: bool = False
    functions: tuple[str, ...] = ()
    apart: bool = False


def before_name(doc: Doc, start: int, names: frozenset[int], gazetteer: Gazetteer) -> Title | None:
    """The title that ends where the name begins; a comma may stand between ("China's defence minister, Li Shangfu")."""
    last = start - 1
    apart = False
    if (last >= 1 and doc[last].text == "," and gazetteer.is_head(doc[last - 1].lower_)) or _of_tail_before_comma(
        doc, last, gazetteer
    ):
        last -= 1
        apart = True
    first = last + 1
    while first > 0 and last - first < _LONGEST and first - 1 not in names and _may_stand(doc[first - 1], gazetteer):
        if doc[first - 1].lower_ == "and" and (first == start or not joins(doc, first - 1, last, gazetteer)):
            break
        if _is_verb_here(doc, first - 1) or of_topic(doc, first - 1, last, gazetteer):
            break
        first -= 1
        after_comma = first >= 2 and doc[first - 1].text == "," and gazetteer.is_rank(doc[first].lower_)
        office = gazetteer.is_head(doc[first - 2].lower_) or _of_tail_before_comma(doc, first - 1, gazetteer)
        if after_comma and not apart and office:
            first, apart = first - 1, True  # "China's defence minister, Gen Li Shangfu"
        if first > 3 and is_acronym(doc, first - 3):
            first -= 3  # "Republic of Korea (ROK) National Security Advisor"
    begun = first
    listed = begun - 2 in names and doc[begun - 1].lower_ == "as"  # "A as chancellor, B as minister"
    if first > last or (apart and begun and (listed or _is_verb_here(doc, begun - 1))):
        return None  # "was elected president, X said": no title of X
    first = _trim(doc, behind_aide(doc, first, last, gazetteer), last + 1, gazetteer)
    if first > last or not any(
        gazetteer.is_head(doc[i].lower_) or gazetteer.is_rank(doc[i].lower_) for i in range(first, last + 1)
    ):
        return None
    if apart and any(i >= 2 and doc[i - 1].text in _OPEN and i - 2 in names for i in (begun, first)):
        return None  # "Zhang, vice chairman of the commission, Putin said": the title is Zhang's
    possessor = (
        first - 2 if first >= 2 and doc[first - 1].lower_ in ("'s", "’s", "'", "’") and first - 2 in names else None
    )
    title = _title(doc, first, last + 1, start, possessor, gazetteer)
    if title and doc[last].lower_ == "for":  # "a spokesman for Putin": his, and speaks for him
        return Title(title.start, title.end, None, None, None, None, None)
    return replace(title, apart=True) if title and apart else title


# "Secretary General" is an office, "Minister Gen." an office and a rank
_GENERALS = frozenset("secretary attorney director consul governor inspector prosecutor -".split())
_PARTICIPLES = frozenset("fired sacked dismissed ousted deposed appointed named designated elected".split())


def _is_verb_here(doc: Doc, i: int) -> bool:
    """ "Netanyahu fired the minister", "was appointed minister" against "his fired minister", "newly appointed
    minister": this one stands behind an owner, article or adverb; and "is set to host the minister".
    """
    if doc[i].lower_ in _ADJECTIVES and i and doc[i - 1].lower_ in _BEFORE_VERB:
        return True
    if doc[i].lower_ not in _PARTICIPLES:
        return False
    if i and doc[i].lower_ == "elected" and doc[i - 1].lower_.endswith("ly"):
        return False  # "democratically elected president"
    return i == 0 or doc[i - 1].lower_ not in _DETERMINERS | {"'s", "’s", "newly", "recently", "just", "-"}


def _of_tail_before_comma(doc: Doc, comma: int, gazetteer: Gazetteer) -> bool:
    """ "The Vice Chairman of the China Central Military Commission, Zhang Youxia": a capitalised tail after "of", after
    a title head.
    """
    if comma < 3 or doc[comma].text != ",":
        return False
    i = comma - 1
    while i > 0 and (doc[i].is_title or doc[i].is_upper or doc[i].lower_ in _GLUE):
        if doc[i].lower_ == "of" and gazetteer.is_head(doc[i - 1].lower_):
            return True
        if doc[i].lower_ in ("to", "for") and doc[i - 1].lower_ in _SENT:
            return not _is_said_by(doc, comma + 1)
        i -= 1
    return False


_SENT = frozenset("ambassador envoy representative coordinator commissioner minister secretary adviser advisor".split())


def _is_said_by(doc: Doc, start: int) -> bool:
    """ "Summoned the ambassador to Russia, Lavrov said": the name behind the comma is another's."""
    end = start
    while end < len(doc) and (_capital(doc[end]) or doc[end].text == "-"):
        end += 1
    return end < len(doc) and (doc[end].pos_ == "VERB" or doc[end].lower_ in _SAYING)


_SAYING = frozenset("said told says added announced wrote".split())


def after_name(doc: Doc, start: int, end: int, names: frozenset[int], gazetteer: Gazetteer) -> Title | None:
    """The apposition after a name: ", vice-chairman of the Central Military Commission,". `start:end` are the tokens
    of the name.

    Also a bare country: "President Volodymyr Zelenskyy of Ukraine".
    """
    if end + 1 < len(doc) and doc[end].text in ("II", "III", "IV", "VI"):
        end += 1
    if end + 1 < len(doc) and doc[end].lower_ == "of":
        return _of_country(doc, start, end, gazetteer)
    if end + 1 >= len(doc) or doc[end].text not in _OPEN:
        return None
    first = end + 1
    if doc[first].lower_ in ("and", "or", "but"):
        return None
    if doc[first].lower_ == "who" and first + 2 < len(doc) and doc[first + 1].lower_ in ("is", "was"):
        first += 3 if doc[first + 2].lower_ == "also" else 2
    if related := relation(doc, first, names):
        if doc[related].lower_ != "and":
            return Title(start, related + closes(doc, related), None, None, None, None, None)
        first = related + 1  # "Trump's son-in-law and senior adviser"
    last = first
    head = None
    while last < len(doc) and last - first < _LONGEST + 4 and (last not in names or _possessive_follows(doc, last)):
        token = doc[last]
        if gazetteer.is_head(token.lower_) and (
            head is None or head == last - 1 or doc[last - 1].lower_ in ("and", "-")
        ):
            head = last
        elif head is None and (
            token.lower_ in ("of", "for", "to", "on", "in", "at")
            or not (_may_stand(token, gazetteer) or token.lower_ in ("a", "an", "its"))
        ):
            return None
        elif head is not None and is_acronym(doc, last):
            last += 2  # "Chairperson of the African Union Commission (AUC)"
        elif head is not None and not _may_follow(token, gazetteer):
            break
        last += 1
    if head is None:
        return None
    while last > head + 1 and doc[last - 1].lower_ in _GLUE:
        last -= 1
    if last < len(doc) and doc[last].text not in CLOSING:
        return None
    title = _title(doc, first, last, start, None, gazetteer)
    if title is None:
        return None
    return replace(title, start=start, end=_stop(doc, last), functions=(), plural=False, possessor=None)


def _stop(doc: Doc, last: int) -> int:
    """Behind the body that an office is at, and the comma that closes the apposition."""
    last = behind_body(doc, last)
    return last + 1 if last < len(doc) and doc[last].text in {",", ")"} and closes(doc, last) else last


def _of_country(doc: Doc, start: int, end: int, gazetteer: Gazetteer) -> Title | None:
    """ "President Volodymyr Zelenskyy of Ukraine" """
    first = end + 2 if doc[end + 1].lower_ == "the" and end + 2 < len(doc) else end + 1
    place = gazetteer.country_at(doc, first)
    if place is not None and doc[first].text[0].isupper() and not gazetteer.is_demonym(doc[first].text):
        stop = first + place.length + (3 if is_acronym(doc, first + place.length) else 0)
        code = "US" if of_namesake(doc, start, place.code) else place.code
        return Title(start, stop, None, None, None, code, None)
    return None


def _possessive_follows(doc: Doc, i: int) -> bool:
    return i + 1 < len(doc) and doc[i + 1].lower_ in ("'s", "’s")


def closes(doc: Doc, comma: int) -> bool:
    """Does this comma only close an apposition ("X, the minister, said")? Not before another name or a new clause."""
    if comma + 1 >= len(doc):
        return False
    after = doc[comma + 1]
    return after.text[0].islower() and after.lower_ not in _RESUMING


_RESUMING = frozenset(
    (
        "the a an he she they it his her their its who which where when while this that these those but as after before"
    ).split()
)


def office_phrase(doc: Doc, head: int, names: frozenset[int], gazetteer: Gazetteer) -> Title | None:
    """The office phrase whose head noun is token `head`, with no name: "the Russian president", "head of the UN
    mission".
    """
    if (
        doc[head].lower_ in _ADJECTIVES
        and doc[head - 1].text != "-"  # "the Secretary-General visited"
        and head + 1 < len(doc)
        and doc[head + 1].is_alpha
        and doc[head + 1].lower_ not in _AFTER_HEAD
        and not _ACTS.fullmatch(doc[head + 1].text)
    ):
        return None
    first = head
    while first > 0 and head - first < 8 and first - 1 not in names and _may_stand(doc[first - 1], gazetteer):
        if doc[first - 1].lower_ in ("and", "of", "for", "to", "on") or _is_verb_here(doc, first - 1):
            break
        first -= 1
    end = head + 1
    while end < len(doc) and gazetteer.is_head(doc[end].lower_):
        end += 1
    if end < len(doc) and doc[end].lower_ in ("of", "for"):
        tail = end + 1
        while (
            tail < len(doc)
            and tail - end < _LONGEST
            and tail not in names
            and not leaves_office(doc, tail, gazetteer)
            and (
                _capital(doc[tail])
                or doc[tail].lower_ in ("the", "of", "and", "'s", "’s", "'", "’", "for", "&")
                or gazetteer.is_word(doc[tail].lower_)
            )
        ):
            tail += 1
        while tail > end + 1 and doc[tail - 1].lower_ in _GLUE | {"in", "at"}:
            tail -= 1
        if tail > end + 1:
            end = tail
    first = _trim(doc, first, head + 1, gazetteer)
    possessor = None
    if first >= 2 and doc[first - 1].lower_ in ("'s", "’s", "'", "’") and first - 2 in names:
        possessor = first - 2
    return _title(doc, first, end, head, possessor, gazetteer)


def _capital(token: Token) -> bool:
    return token.text[:1].isupper()


def _may_stand(token: Token, gazetteer: Gazetteer) -> bool:
    """May this token stand inside a title before a name? "Secretary of state under Nixon" is not Nixon's."""
    if no_part(token) or token.text in {",", ".", ";", ":", "(", ")", "“", "”", '"', "—"} or token.is_space:
        return False
    if (
        token.lower_ in _GLUE
        or gazetteer.is_word(token.lower_)
        or gazetteer.is_head(token.lower_)
        or gazetteer.is_rank(token.lower_)
    ):
        return True
    return (
        gazetteer.standing(token.lower_) is not None
        or gazetteer.is_modifier(token.lower_)
        or (_capital(token) and token.is_alpha)
        or token.text in ("U.S.", "U.N.", "U.K.", "E.U.")
        or (_capital(token) and "." in token.text and gazetteer.country(token.text) is not None)
    )


def _may_follow(token: Token, gazetteer: Gazetteer) -> bool:
    if no_part(token) or token.text in {",", ".", ";", ":", "(", ")", "“", "”", '"', "—"} or token.is_space:
        return False
    return token.lower_ in _GLUE or _capital(token) or gazetteer.is_word(token.lower_) or token.lower_ in ("at", "in")


def _trim(doc: Doc, first: int, end: int, gazetteer: Gazetteer) -> int:
    """Drop leading tokens that begin no title: "and", "of", a capitalised word that is no country, organisation or
    title word.
    """
    while first < end:
        token = doc[first]
        lower = token.lower_
        if lower in _DETERMINERS and (lower != "the" or first + 1 < end):
            return first
        known = (
            gazetteer.is_word(lower)
            or gazetteer.is_head(lower)
            or gazetteer.is_rank(lower)
            or gazetteer.is_modifier(lower)
            or gazetteer.standing(lower) is not None
        )
        if known and lower not in _GLUE and lower not in ("in", "to"):
            return first
        if gazetteer.country_at(doc, first) or gazetteer.organization_at(doc, first):
            return first
        if _capital(token) and token.is_upper and len(token) > 1 and first + 1 < end:
            return first  # an acronym: "SNP leader"
        first += 1
    return first


_BEFORE_RANKS = frozenset("army navy fleet marine his her their".split())


def _of_rank(doc: Doc, i: int, end: int, gazetteer: Gazetteer) -> bool:
    """ "Defense Minister Army General", "President His Highness": the rank's own."""
    behind = i > 0 and gazetteer.is_head(doc[i - 1].lower_)
    return behind and doc[i].lower_ in _BEFORE_RANKS and i + 1 < end and gazetteer.is_rank(doc[i + 1].lower_)


def _title(doc: Doc, first: int, end: int, anchor: int, possessor: int | None, gazetteer: Gazetteer) -> Title | None:
    """Read office, organisation, country and standing from the tokens `first:end`."""
    kept = [doc[i] for i in range(first, end)]
    kept = [t for t in kept if t.lower_ not in _MAJESTIES] or kept  # "His Majesty King Abdullah"
    heads = [t for t in kept if gazetteer.is_head(t.lower_) and not gazetteer.is_rank(t.lower_)]
    if heads:  # "Defense Minister Gen." is a minister; a rank alone is an office
        kept = [
            t
            for t in kept
            if not (gazetteer.is_rank(t.lower_) or _of_rank(doc, t.i, end, gazetteer))
            or (t.lower_ == "general" and t.i > first and doc[t.i - 1].lower_ in _GENERALS)
            or (t.lower_ == "general" and t.i + 1 < end and doc[t.i + 1].lower_ in ("secretary", "staff"))
        ]
    of = next((t.i for t in kept if t.lower_ in ("of", "to")), end)
    own = [t for t in heads if t.i < of] or heads  # "chairman of the Joint Chiefs of Staff" is one
    plural = bool(heads) and gazetteer.is_plural_head(own[-1].lower_)
    phrase = "".join(t.text_with_ws for t in kept).strip(" ,")
    phrase = _ACRONYM.sub("", _LEADING.sub("", phrase))
    phrase = re.sub(r"\b([Vv]ice|[Dd]eputy)-(?=\w)", r"\1 ", phrase)  # one office in one spelling
    phrase = " ".join(title_words().spelled_out.get(word.lower(), word) for word in phrase.split(" "))
    if plural:
        phrase = gazetteer.singular(phrase)
    if heads and heads[-1].lower_.startswith("counterpart"):
        country = next((m.code for t in kept if (m := gazetteer.country_at(doc, t.i, end))), None)
        return Title(
            min(first, anchor), max(end, anchor), COUNTERPART, None, None, country, None, possessor, plural=plural
        )
    match = gazetteer.office(phrase)
    if match is None or (not heads and match.function == RANK):
        country = next((m.code for t in kept if (m := gazetteer.country_at(doc, t.i, end))), None)
        rank = any(gazetteer.is_rank(doc[i].lower_) for i in range(first, end))
        return (
            Title(min(first, anchor), max(end, anchor), None, None, None, country, None, possessor)
            if country or rank
            else None
        )
    match = in_region(doc, first, end, match, gazetteer)
    return Title(
        min(first, anchor),
        max(end, anchor),
        match.title,
        match.function,
        match.organization,
        match.country,
        match.standing or "current",
        possessor,
        plural=plural,
        functions=match.functions,
    )
