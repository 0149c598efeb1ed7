"""Personal names: one key for all spellings of a name, which part is the family's, and whether two forms may be one
person.

Lists of names are data (`schema/registry/names.toml`); what is here is the grammar around them. Organisations get keys
too.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from kgload.errors import SchemaError
from kgload.resources import schema_file

LETTERS = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ə": "a",
        "ʻ": "",
        "ʼ": "",
        "'": "",
        "`": "",
    }
)
APOSTROPHES = re.compile(r"[’‘ʹ′]")
EAST_ASIAN = ("chinese", "taiwanese", "cantonese", "korean", "vietnamese", "khmer")
FAMILY_FIRST_OF = {
    "CN": ("chinese",),
    "TW": ("taiwanese", "chinese"),
    "HK": ("cantonese", "chinese"),
    "MO": ("cantonese", "chinese"),
    "SG": ("cantonese", "chinese", "taiwanese"),
    "MY": ("cantonese", "taiwanese"),
    "KR": ("korean",),
    "KP": ("korean",),
    "VN": ("vietnamese",),
    "KH": ("khmer",),
    "JP": ("japanese",),
}
# What may stand inside a title, though never first: "Minister of National Defense", "Secretary for External Affairs".
TITLE_FILL = frozenset(
    ("of", "for", "and", "the", "national", "external", "internal", "affairs", "security", "public", "general")
)
# Where people go by their first name, or by the whole: "Abiy Ahmed" is "Abiy".
GIVEN_ALONE = frozenset({"ET", "ER", "IS", "MY", "ID", "TH", "LA", "BT", "MV"})
WHOLE_NAME = frozenset({"MM"})
PORTUGUESE = frozenset(("da", "do", "dos", "das"))
IBERIAN = frozenset("ES PT BR AR CL CO MX PE VE EC BO PY UY CU DO GT HN SV NI CR PA PR GQ AO MZ CV".split())


@dataclass(frozen=True, slots=True)
class NameLists:
    """`schema/registry/names.toml` as sets; `variants` gives for a given name all that may stand for it."""

    family_first: dict[str, frozenset[str]]
    iberian: frozenset[str]
    variants: dict[str, frozenset[str]]
    titles: frozenset[str]
    regal: frozenset[str]
    suffixes: frozenset[str]
    particles: frozenset[str]


@cache
def name_lists() -> NameLists:
    """SchemaError if the file is missing a list."""
    path = schema_file("registry", "names.toml")
    try:
        data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        titles = data["titles"]
        return NameLists(
            family_first={group: _words(words) for group, words in data["family_first"].items()},
            iberian=_words(data["given"]["iberian"]),
            variants=_variants(data["variants"]),
            titles=_words(titles["words"]),
            regal=_words(titles["regal"]),
            suffixes=_words(titles["suffixes"]),
            particles=_words(data["particles"]["words"]),
        )
    except (OSError, tomllib.TOMLDecodeError, KeyError, AttributeError) as error:
        raise SchemaError(f"{path}: {error!r}", "Restore the file from the installation") from error


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _variants(table: dict[str, list[str]]) -> dict[str, frozenset[str]]:
    """Each name with all names it shares a row with. "Jon" is John or Jonathan, but John is not Jonathan."""
    found: dict[str, set[str]] = {}
    for first, others in table.items():
        row = {_fold(first), *(_fold(name) for name in others)}
        for name in row:
            found.setdefault(name, set()).update(row)
    return {name: frozenset(names) for name, names in found.items()}


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Lower-case, without diacritics and apostrophes: "Türkiye" -> "turkiye"."""
    if text.isascii():
        return text.lower().replace("'", "").replace("`", "")
    text = unicodedata.normalize("NFKD", APOSTROPHES.sub("'", text)).casefold()
    text = unicodedata.normalize("NFKD", text).translate(LETTERS)
    return "".join(c for c in text if not unicodedata.combining(c))


@lru_cache(maxsize=8192)
def name_key(name: str) -> str:
    """One key for the spellings of a name: lower-case, no diacritics, no titles, transliteration folded.

    "Gen. Sergey Shoygu" and "Sergei Shoigu" -> "sergei shoigu"; "Pope Francis" keeps its title, which is part of the
    name.
    """
    joined = re.sub(r"\b(\w) (?=\w\b)", r"\1", " ".join(_core(name)))  # "J. D. Vance" and "JD Vance"
    return " ".join(_fold(token) for token in joined.split())


def _parts(name: str) -> list[str]:
    """The folded tokens of a name, initials one by one."""
    return [_fold(token) for token in _core(name)]


def _core(name: str) -> list[str]:
    """The plain tokens of a name without titles, suffixes and Arabic articles; never empty for a name with a letter."""
    lists = name_lists()
    text = re.sub(r"(?:['’]s|s['’])$", lambda m: "s" if m[0][0] == "s" else "", name.strip())
    text = re.sub(r"\b(?:al|el|ul|as|ash|an|ar|at|ad|az)-(?=\w)", " ", text, flags=re.IGNORECASE)
    text = re.sub(r"(?<=\w)\s+(?:al|el)\s+(?=\w)", " ", text, flags=re.IGNORECASE)
    text = re.sub(r"^U\.\s?[SK]\.?(?=\s)", "US", text)
    tokens = [t for t in re.split(r"[^\w]+", plain(text.replace(".", ". "))) if t]
    start = 0
    while start < len(tokens) - 1 and (tokens[start] in lists.titles or (start and tokens[start] in TITLE_FILL)):
        start += 1
    while len(tokens) - start > 1 and tokens[-1] in lists.suffixes:
        tokens.pop()
    alone = len([t for t in tokens[start:] if not re.fullmatch(r"[ivx]+", t)]) <= 1
    if start and alone and tokens[start - 1] in lists.regal:
        start -= 1
    return tokens[start:]


# Given names with many spellings, most of them Arabic, each to one.
SAME_GIVEN = {
    spelling: name
    for name, spellings in {
        "mohammed": "mohammad muhammad mohamed mohamad muhammed mohamud mahomed mehmed",
        "abdul": "abdel abdal abd",
        "ahmed": "ahmad",
        "hussein": "hussain husayn hossein hosein husain",
        "hassan": "hasan",
        "khalid": "khaled",
        "faisal": "feisal faysal",
        "bin": "ibn",
        "aleksander": "aleksandr alexandr",
    }.items()
    for spelling in spellings.split()
}
FOLDS = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"^yev", "ev"),
        (r"^ye(?=[bcdfghjklmnpqrstvxz])(?=.{5})", "e"),
        (r"x", "ks"),
        (r"(?:iy|yy|ij|ii|yi|iyi)$", "i"),
        (r"(?<=[bcdfghjklmnpqrstvwxz])[yj]$", "i"),
        (r"(?<=[aeou])[yj](?![aeiou])", "i"),
        (r"tch", "ch"),
        (r"shch|sch(?=[aeiou])", "sh"),
        (r"ia$", "iya"),
    )
)


@lru_cache(maxsize=8192)
def _fold(token: str) -> str:
    """One spelling per word for Cyrillic and Arabic names in Latin letters. Words of up to three letters stay as they
    are."""
    if token in SAME_GIVEN:
        return SAME_GIVEN[token]
    if len(token) <= 3:
        return token
    for pattern, to in FOLDS:
        token = pattern.sub(to, token)
    return SAME_GIVEN.get(token, token)


@lru_cache(maxsize=1 << 12)
def display_name(name: str) -> str:
    """A name as people write it: one space between words, no titles in front, no possessive or comma behind."""
    text = re.sub(r"['’]s$", "", " ".join(name.split())).strip(" ,;:")
    words = text.split(" ")
    if not _is_title(words[0]):
        return text
    kept = len(_core(text))
    while len(words) > 1 and _in_title(words[0]) and len(_core(" ".join(words[1:]))) >= kept:
        words = words[1:]
    return " ".join(words)


def _is_title(word: str) -> bool:
    return plain(word).replace(".", "").strip(",") in name_lists().titles


def _in_title(word: str) -> bool:
    return _is_title(word) or plain(word) in TITLE_FILL


def family_first(tokens: list[str], country: str | None) -> bool:
    """Whether the family name stands first. `tokens` are plain. Without a country the given name must look East Asian
    too."""
    if len(tokens) < 2:
        return False
    lists = name_lists().family_first
    if country == "HU":
        given = lists["hungarian_given"]
        return tokens[-1] in given and tokens[0] not in given
    if country is not None:
        groups = FAMILY_FIRST_OF.get(country, ())
        first = any(tokens[0] in lists[g] for g in groups)
        return first and not (country == "JP" and tokens[-1] in lists["japanese"])
    return any(tokens[0] in lists[g] for g in EAST_ASIAN) and looks_chinese(tokens[1:]) and len(tokens) <= 4


SYLLABLE = (
    r"(?:[bpmfdtnlgkhjqxrzcsyw]|zh|ch|sh)?(?:iang|uang|iong|ang|eng|ing|ong|ian|iao|uai|uan|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|uo|"
    r"ui|ue|er|a|o|e|i|u|v)"
)
CHINESE_GIVEN = re.compile(rf"(?:{SYLLABLE}){{1,2}}$")
KOREAN_SYLLABLE = re.compile(
    r"(?:[bcdghjkmnprstvwy]|ch|gy|hw|hy|kw|ky|my|sh|gw|ry|tr|th|ph|kh|nh|ngh?|gi|qu)?"
    r"(?:ae|eo|eu|oe|oo|ui|ye|yeo|yo|yu|ya|wa|wo|ee|ou|ie|uo|uy|oa|ai|ao|u|a|e|i|o)(?:nh|ng|ch|[knlmptrbgcy]|ck)?$"
)


def looks_chinese(given: list[str]) -> bool:
    """True if a given name is made of pinyin syllables, or of two Korean or Vietnamese ones."""
    if len(given) == 1:
        return bool(CHINESE_GIVEN.match(given[0]))
    return all(len(t) <= 6 and (CHINESE_GIVEN.match(t) or KOREAN_SYLLABLE.match(t)) for t in given)


def _shown(name: str) -> list[str]:
    """The words of a name without titles, "Jr." and "III"."""
    words = display_name(name).replace(",", " ").split()
    while len(words) > 1 and (
        plain(words[-1]).strip(".") in name_lists().suffixes or re.fullmatch(r"[IVX]{2,}|[VX]", words[-1])
    ):
        words.pop()
    return words


def family_name(name: str, country: str | None = None) -> str:
    """The family name as written: "Zhang" of Zhang Youxia, "von der Leyen", "López Obrador". The whole of a single
    name.

    `country` (ISO alpha-2) decides about the order; a name in capitals ("KISHIDA Fumio") decides by itself.
    """
    words = _shown(name)
    shouted = [w for w in words if w.isupper() and w.isalpha() and len(w) > 2]
    if len(shouted) == 1 and len(words) > 1:
        return shouted[0]
    if len(words) < 2 or country in WHOLE_NAME:
        return " ".join(words)
    tokens = [plain(w).strip(".") for w in words]
    if family_first([t for part in tokens for t in part.split("-")] if len(tokens) == 2 else tokens, country):
        return words[0]
    return " ".join(words[_family_start(tokens, country) :])


def _family_start(tokens: list[str], country: str | None) -> int:
    """Where the family name begins in western order: after the given names, with its particles."""
    lists = name_lists()
    start = len(tokens) - 1
    portuguese = country in ("BR", "PT", "IT") or not PORTUGUESE.isdisjoint(tokens)
    if (country in IBERIAN or tokens[0] in lists.iberian) and len(tokens) > 2 and not portuguese:
        given = 1
        while given < len(tokens) - 2 and tokens[given] in lists.iberian:
            given += 1
        if given < len(tokens) - 2 or tokens[given] not in lists.iberian:
            start = given if len(re.sub(r"\W", "", tokens[given])) > 1 else len(tokens) - 1
    while start > 1 and tokens[start - 1] in lists.particles and tokens[start - 1] not in ("e", "y"):
        start -= 1
    return start


def short_forms(name: str, country: str | None = None) -> tuple[str, ...]:
    """The single names that may stand for a person further on in a text, surest first, as written.

    "Zhang Youxia" -> ("Zhang", "Youxia"); "Pedro Sánchez Pérez-Castejón" -> (…, "Sánchez"); "Mohammed bin Salman" ->
    ("bin Salman", …).
    """
    words = _shown(name)
    if len(words) < 2:
        return (" ".join(words),) if words else ()
    family = family_name(name, country)
    rest = [w for w in words if w not in family.split()]
    forms = [family, *family.split(), " ".join(rest), *rest]
    if "-" in family:
        forms += [re.sub(r"^(?:al|el)-", "", family, flags=re.IGNORECASE)]
    if country in GIVEN_ALONE or country == "VN":
        forms.insert(0, words[0] if country in GIVEN_ALONE else words[-1])
    usable = (f for f in forms if len(f.strip(".")) > 1 and plain(f) not in name_lists().particles)
    return tuple(dict.fromkeys(usable))


def same_person_name(a: str, b: str, country: str | None = None) -> bool:
    """Whether two forms within one article may be one person's: spelling, initials, short given names, order, a
    missing part.

    A single name fits a full one that contains it. "George H. W. Bush" and "George W. Bush" are two people.
    """
    a, b = display_name(a), display_name(b)
    first, second = _parts(a), _parts(b)
    if first == second or "".join(first) == "".join(second):
        return bool(first)
    if len(a.split()) == 1 or len(b.split()) == 1:
        short, full = sorted((a, b), key=lambda name: len(name.split()))
        forms = {name_key(form) for form in short_forms(full, country)}
        return len(short) > 1 and len(_parts(full)) > 1 and name_key(short) in forms
    if family_first(_core(a), country) or family_first(_core(b), country):
        return _same_east_asian(first, second, country)
    if sorted(first) == sorted(second):
        return min(map(len, first)) > 3
    return _same_western(*sorted((first, second), key=len))


def _same_east_asian(first: list[str], second: list[str], country: str | None) -> bool:
    """Given names are told apart by a letter, so only joining, hyphens and the western order are allowed."""
    turned = [*second[1:], second[0]]
    return "".join(first) in ("".join(second), "".join(turned)) or (
        country in ("JP", "HU") and set(first) == set(second)
    )


def _same_western(short: list[str], full: list[str]) -> bool:
    if len(short) > 2 and short == full[-len(short) :]:
        return True  # "Lula da Silva"
    given, family = short[0], short[-1]
    if not _same_given(given, full[0]):
        return False
    given_slip = not (given == full[0] or len(given) == 1 or len(full[0]) == 1 or full[0] in _variants_of(given))
    matches = [
        n for n, token in enumerate(full) if n > 0 and (token == family or (not given_slip and misspelt(token, family)))
    ]
    if not matches:
        return False
    return _middles_agree(short[1:-1], full[1 : matches[-1]], full[matches[-1] + 1 :])


def _variants_of(name: str) -> frozenset[str]:
    return name_lists().variants.get(name, frozenset((name,)))


def _same_given(a: str, b: str) -> bool:
    if len(a) == 1 or len(b) == 1:
        return a[0] == b[0]
    return a == b or b in _variants_of(a) or misspelt(a, b)


def _middles_agree(short: list[str], full: list[str], after: list[str]) -> bool:
    """No middle name of the shorter form contradicts the longer one: "H. W." is not "W."."""
    if not short or not full:
        return True
    if len(short) == len(full) or not all(len(t) == 1 for t in (*short, *full)):
        left = iter([*full, *after])
        return all(any(t == u or (min(len(t), len(u)) == 1 and t[0] == u[0]) for u in left) for t in short)
    return False


def misspelt(a: str, b: str) -> bool:
    """A slip of the pen: one letter in six or more, two in nine or more, first and last letter right ("Bejamin",
    "Peskov"/"Pskov")."""
    longest = max(len(a), len(b))
    if longest < 6 or a[0] != b[0] or a[-1] != b[-1]:
        return False
    from rapidfuzz.distance import OSA  # few names come this far

    return bool(OSA.distance(a, b, score_cutoff=2) <= (2 if longest >= 9 else 1))
