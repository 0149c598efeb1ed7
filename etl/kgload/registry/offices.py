"""Reads titles: which function of the closed list a phrase names, whether it is still held, and for which country."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from kgload.model import Standing
from kgload.names import plain
from kgload.registry.load import Tables
from kgload.registry.records import Office, OfficeMatch

SPELLING = {
    "defence": "defense",
    "adviser": "advisor",
    "counselor": "councilor",
    "counsellor": "councilor",
    "councillor": "councilor",
    "organisation": "organization",
    "labour": "labor",
    "chairwoman": "chairman",
    "chairperson": "chairman",
    "chair": "chairman",
    "spokeswoman": "spokesman",
    "spokesperson": "spokesman",
    "congresswoman": "congressman",
    "gen": "general",
    "adm": "admiral",
    "lt": "lieutenant",
    "maj": "major",
    "col": "colonel",
    "capt": "captain",
    "sen": "senator",
    "rep": "representative",
    "amb": "ambassador",
    "gov": "governor",
    "sec": "secretary",
    "pres": "president",
    "dep": "deputy",
    "ministers": "minister",
    "presidents": "president",
    "minster": "minister",
    "viceminister": "vice minister",
}
DROPPED = {"the", "a", "an", "his", "her", "their", "its"}
LEADING = {"for", "in", "of", "to", "as", "on", "at"}  # "the nominee for Secretary of State"
JOINTS = {"and", "of", "to", "in", "on", "at"}
# One of these before a title makes it the office of a deputy.
DEPUTY_OF = {
    "head_of_state": "deputy_head_of_state",
    "head_of_government": "deputy_head_of_government",
    "national_security_adviser": "deputy_national_security_adviser",
}
MINISTERS = ("_minister", "minister")


def fold_title(text: str) -> list[str]:
    """The words of a title in one spelling: "Vice-Chairwoman for Defence" -> ["vice", "chairman", "of", "defense"]."""
    text = re.sub(r"['’]s?(?=\s|$)", "", text.replace("&", " and "))
    text = re.sub(r"\b([A-Za-z])\.(?=[A-Za-z]\b)", r"\1", text)
    words = re.findall(r"[^\W_]+", plain(text))
    folded = (SPELLING.get(word, word) for word in words)
    return ["of" if word == "for" else word for word in folded if word not in DROPPED]


@dataclass(frozen=True, slots=True)
class Found:
    """A known title inside a phrase: words `start:end`."""

    function: str
    start: int
    end: int


@dataclass(slots=True)
class OfficeGrammar:
    """The titles of `offices.toml`, indexed by their words."""

    offices: dict[str, Office]
    titles: dict[tuple[str, ...], str] = field(default_factory=dict)
    of_country: dict[str, dict[tuple[str, ...], str]] = field(default_factory=dict)
    none: frozenset[tuple[str, ...]] = frozenset()
    standing: dict[tuple[str, ...], Standing] = field(default_factory=dict)
    plain: frozenset[tuple[str, ...]] = frozenset()
    deputy: frozenset[str] = frozenset()
    heads: frozenset[str] = frozenset()
    longest: int = 1

    @classmethod
    def build(cls, tables: Tables) -> OfficeGrammar:
        grammar = cls(tables.offices)
        for function, titles in tables.titles.items():
            for title in titles:
                for words in _expand(title):
                    grammar.titles.setdefault(words, function)
        for code, functions in tables.of_country.items():
            pairs = {tuple(fold_title(t)): function for function, titles in functions.items() for t in titles}
            grammar.of_country[code] = pairs
        words_of = {key: frozenset(tuple(fold_title(w)) or (w,) for w in words) for key, words in tables.words.items()}
        standings: tuple[Standing, ...] = ("former", "acting", "designate")
        for standing in standings:
            grammar.standing.update(dict.fromkeys(words_of[standing], standing))
        grammar.none, grammar.plain = words_of["none"], words_of["plain"]
        grammar.deputy = frozenset(w for words in words_of["deputy"] for w in words)
        grammar.heads = frozenset(words[-1] for words in words_of["heads"])
        grammar.longest = max(map(len, grammar.titles))
        return grammar

    def find(self, phrase: str, nations: Callable[[str], str | None], country: str | None) -> OfficeMatch | None:
        """`nations` tells the country of a word or group of words, else None. None if the phrase names no office."""
        words = phrase.split()
        words, named = strip_nations(words, nations)
        where = named or country
        words, standing = self._strip_standing(words)
        folded = fold_title(" ".join(self._owned_part(words, where)))
        found = self._functions(folded, where)
        if not found and not self._has_head(folded):
            return self._of_body(words, named, standing, where)
        functions = tuple(dict.fromkeys(f.function for f in sorted(found, key=lambda f: self.offices[f.function].rank)))
        title, organization = split_organization(" ".join(words))
        function = functions[0] if functions else None
        return OfficeMatch(function, title, standing, functions, named, organization)

    def _of_body(
        self, words: list[str], named: str | None, standing: Standing | None, country: str | None
    ) -> OfficeMatch | None:
        """ "High Council for National Reconciliation Chairman": a head behind a body that has "of" in its name."""
        size = next((n for n in (2, 1) if self._functions(fold_title(" ".join(words[-n:])), country)), 1)
        title, body = " ".join(words[-size:]), " ".join(words[:-size])
        if fold_title(title)[-1:] not in [[h] for h in self.heads] or not BODY.search(body):
            return None
        found = [f.function for f in self._functions(fold_title(title), country) if f.end - f.start > 1]
        return OfficeMatch(found[0] if found else None, title, standing, tuple(found), named, body)

    def _owned_part(self, words: list[str], country: str | None) -> list[str]:
        """ "The prime minister's spokesman" is a spokesman; "the People's Congress chief" stays whole."""
        for n, word in enumerate(words[:-1]):
            if word.endswith(("'s", "’s")) and self._functions(fold_title(" ".join(words[: n + 1])), country):
                return words[n + 1 :]
        return words

    def _has_head(self, folded: list[str]) -> bool:
        """A title's head stands at its end or before a preposition."""
        stop = next((n for n, word in enumerate(folded) if word in JOINTS - {"and"}), len(folded))
        return any(word in self.heads for word in folded[max(0, stop - 1) : stop]) or (
            bool(folded) and folded[-1] in self.heads and "of" not in folded
        )

    def _strip_standing(self, words: list[str]) -> tuple[list[str], Standing | None]:
        """Takes "former", "newly appointed", "-elect" away, and says what they mean."""
        standing: Standing | None = None
        kept: list[str] = []
        for piece in _pieces(words):
            key = tuple(fold_title(piece))
            if key in self.standing and standing is None:
                standing = self.standing[key]
            elif key not in self.standing:
                kept.append(piece)
        while len(kept) > 1 and (
            kept[0].lower() in LEADING
            or (self._says_nothing(kept[0]) and not self._begins_title(kept) and kept[1] not in BEHIND_NEW)
        ):
            kept.pop(0)
        return kept, standing

    def _says_nothing(self, piece: str) -> bool:
        key = tuple(fold_title(piece))
        return not key or key in self.plain

    def _begins_title(self, words: list[str]) -> bool:
        folded = tuple(fold_title(" ".join(words)))
        return any(folded[:n] in self.titles for n in range(2, min(len(folded), self.longest) + 1))

    def _functions(self, folded: list[str], country: str | None) -> list[Found]:
        """Known titles, longest first, none inside another."""
        titles = self.of_country.get(country or "", {})
        found: list[Found] = []
        taken: set[int] = set()
        for size in range(min(self.longest, len(folded)), 0, -1):
            for start in range(len(folded) - size + 1):
                words = tuple(folded[start : start + size])
                if taken.intersection(range(start, start + size)):
                    continue
                function = titles.get(words) or self.titles.get(words)
                if words in self.none:
                    taken.update(range(start, start + size))
                elif function is not None:
                    taken.update(range(start, start + size))
                    found.append(Found(function, start, start + size))
        read = (self._in_context(f, folded, taken) for f in found)
        return [f for f in read if f is not None]

    def _in_context(self, found: Found, folded: list[str], taken: set[int]) -> Found | None:
        """What stands around a known title may make it a deputy's office, or none of the list."""
        before = folded[found.start - 1] if found.start else ""
        after = folded[found.end :]
        if before in self.deputy:
            function = DEPUTY_OF.get(found.function)
            if function is None and found.function.endswith(MINISTERS):
                function = "deputy_minister"
            return Found(function, found.start - 1, found.end) if function else None
        office = self.offices[found.function]
        size = found.end - found.start
        if before in ("of", "to") and office.single and self.heads.intersection(folded[: found.start - 1]):
            return None  # "Special Envoy of the President"
        of_something = after[:1] == ["of"] and after[1:] != []
        if (
            found.function == "foreign_minister"
            and folded[found.start : found.end] == ["secretary", "of", "state"]
            and of_something
        ):
            return Found("minister", found.start, found.end)
        if found.function == "military_chief" and after[:1] == ["in"]:
            return Found("military_officer", found.start, found.end)  # "the top general in Afghanistan"
        if office.single and size == 1 and (of_something or self._owned(found, folded, taken)):
            return None
        return found

    def _owned(self, found: Found, folded: list[str], taken: set[int]) -> bool:
        """A word of no title before "president" is whose president it is: "bank president"."""
        before = found.start - 1
        return before >= 0 and before not in taken and folded[before] not in JOINTS


def _expand(title: str) -> list[tuple[str, ...]]:
    """ "* defense" stands for all the ways to say who is in charge of defense."""
    if not title.startswith("* "):
        return [tuple(fold_title(title))]
    what = " ".join(fold_title(title[2:]))
    forms = (
        "{} minister",
        "minister of {}",
        "{} secretary",
        "secretary of {}",
        "{} chief",
        "state minister of {}",
        "{} ministry chief",
    )
    return [tuple(form.format(what).split()) for form in forms]


def _pieces(words: list[str]) -> list[str]:
    """Words, with "ex-president" and "president-elect" cut at the hyphen, and two-word modifiers kept together."""
    pieces: list[str] = []
    for word in words:
        prefix, dash, rest = word.partition("-")
        if dash and prefix.lower() in ("ex", "then", "former", "acting"):
            pieces += [prefix, rest]
        elif word.lower().endswith(("-elect", "-designate", "-nominate")):
            pieces += [word.rpartition("-")[0], word.rpartition("-")[2]]
        elif pieces and (pieces[-1].lower(), word.lower()) in PAIRS:
            pieces[-1] += " " + word
        else:
            pieces.append(word)
    return pieces


PAIRS = {
    ("newly", "appointed"),
    ("newly", "elected"),
    ("recently", "appointed"),
    ("then", "serving"),
    ("de", "facto"),
    ("long", "time"),
}


def strip_nations(words: list[str], nations: Callable[[str], str | None]) -> tuple[list[str], str | None]:
    """The words without the country acted for ("of China", "the US", "South Korean"), and the first such country.

    Countries after other prepositions stay: an envoy *for* Ukraine or an ambassador *to* Japan acts for neither.
    """
    kept: list[str] = []
    country: str | None = None
    position, last = 0, -1
    while position < len(words):
        size, code = _nation_at(words, position, nations)
        if size and not _elsewhere(kept) and not (country and size and last == position):
            country, last = country or code, position + size
            while kept and kept[-1].lower() in ("of", "the") and not _goes_on(words, position + size):
                kept.pop()
            position += size
        else:
            kept += words[position : position + (size or 1)]
            position += size or 1
    return (kept or words), country


def _elsewhere(before: list[str]) -> bool:
    words = [word.lower() for word in before[-2:] if word.lower() != "the"]
    return bool(words) and words[-1] in ("for", "to", "in", "at", "on", "with")


def _goes_on(words: list[str], position: int) -> bool:
    """A noun after the country belongs to what the preposition opened: "of China's Central Military Commission"."""
    return position < len(words) and words[position].lower() not in ("and", "to", "in", "for", "at", "on", "of")


# What states call themselves: "President of the Federal Republic of Nigeria".
POLITY = re.compile(
    r"(?:(?:Federal|Islamic|Arab|Socialist|People['’]s|Democratic|Federative|Bolivarian|Plurinational|United) )*"
    r"(?:(?:Republic|Kingdom|Sultanate|Commonwealth|Duchy|Principality|Federation) of (?:the )?|State of (?!the ))"
)


# "The American Rescue Plan Coordinator": a name that begins like a country's
NAMED = re.compile(
    r"(?:[A-Z][\w'’]+ ){2,3}(?:Plan|Act|Initiative|Program|Project|Corps"
    r"|(?<=Liberation )(?:Organi[sz]ation|Front|Army))\b"
)
BEHIND_NEW = {"York", "Jersey", "Mexico", "Hampshire", "Orleans", "England", "Delhi", "Zealand"}
OF_AMERICA = {"Latin", "Central", "North", "South"}


def _nation_at(words: list[str], position: int, nations: Callable[[str], str | None]) -> tuple[int, str | None]:
    polity = POLITY.match(" ".join(words[position:]))
    if polity and not (polity[0][0] == "S" and words[max(0, position - 2)].lower() == "secretary"):
        named = len(polity[0].split())
        size, code = _nation_at(words, position + named, nations)
        if code:
            return named + size, code
    for size in range(min(5, len(words) - position), 0, -1):
        phrase = re.sub(r"['’]s?$", "", " ".join(words[position : position + size])).rstrip(",;")
        if phrase.startswith("America") and position and words[position - 1] in OF_AMERICA:
            return 0, None  # "the Labor Council for Latin American Advancement"
        if (position and words[position - 1] == "New") or NAMED.match(" ".join(words[position:])):
            return 0, None
        if (phrase[:1].isalpha() and phrase.lower() != "us") or phrase in ("US", "us"):
            code = nations(phrase) if phrase != "us" else None
            if code:
                return size, code
    return 0, None


ORGANIZED = re.compile(r"^(?P<title>(?:[\w.’'-]+\s+){0,3}?[\w.’'-]+)\s+of\s+(?:the\s+)?(?P<organization>[A-Z].*)$")
HEADS_OF_BODIES = {
    "chairman",
    "president",
    "director",
    "head",
    "chief",
    "member",
    "commander",
    "leader",
    "secretary",
    "spokesman",
    "deputy",
}
BODY = re.compile(
    r"\b(?:Commission|Committee|Council|Bank|Union|Bureau|Agency|Office|Command|Party|Fund|Forces|Army|Navy|Corps|Organi[sz]ation|Institute|"
    r"Cent(?:er|re)|University|Service|Department|Board|League|Federation|Association|Foundation|Court|Congress|Parliament|Assembly|"
    r"Administration|Authority|Movement|Front|Academy|Company|Group|Corporation|NATO|UN|EU)\b"
)


def split_organization(title: str) -> tuple[str, str | None]:
    """ "vice chairman of the Central Military Commission" -> the title and the body. What a minister is for stays in
    the title."""
    match = ORGANIZED.match(title)
    if match is None or not BODY.search(match["organization"]) or " and " in match["title"]:
        return title, None
    head = fold_title(match["title"])
    return (match["title"], match["organization"]) if head and head[-1] in HEADS_OF_BODIES else (title, None)
