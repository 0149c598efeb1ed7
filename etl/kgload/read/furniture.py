"""What surrounds an article on its page, told by how it is worded (`schema/furniture.toml`)."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Literal

from kgload.errors import SchemaError
from kgload.resources import schema_file

MAX_NOTICE_WORDS = 45
MAX_CAPTION_WORDS = 70
MAX_LENGTH = 1000

_BYLINE = re.compile(
    r"(?:By|BY|by:|(?i:(?:written|story|report(?:ed|ing)?|words|edited|compiled|posted|text|analysis|translated) by)):?"
    r"\s+(?P<name>[A-ZÀ-Þ][^.!?]{2,80}?|[a-z]\w+ \w+)\.?"
    r"|(?i:authors?|writer|(?:web )?editors?|reporters?|(?:from our )?correspondent)\s*[:|]\s*(?P<other>[^.!?]{2,80})",
)
_AFTER_NAME = re.compile(
    r"\s*(?:[,|/•·–—(]| in [A-Z]| for | - | at |\bupdated\b|\bpublished\b|\bposted\b|\d).*", re.DOTALL
)
_NAME_ONLY = re.compile(
    r"(?!(?:In|At|On|From|The|A|An|By|For|To|After|As|With)\s)(?:[A-ZÀ-Þ][\w.'’-]*\s+){1,3}[A-ZÀ-Þ][\w'’-]+"
)


_TRAIL = re.compile(r"\s+[|>›»/]\s+")


@dataclass(frozen=True, slots=True)
class _Patterns:
    whole: re.Pattern[str]
    start: re.Pattern[str]
    anywhere: re.Pattern[str]
    comments: re.Pattern[str]
    others: re.Pattern[str]
    caption_start: re.Pattern[str]
    credit_end: re.Pattern[str]
    short_credit_end: re.Pattern[str]
    masthead: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    path = schema_file("furniture.toml")
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        notices, tails, captions = data["notices"], data["tails"], data["captions"]
        agency = _any(captions["agencies"])
        credit = (
            rf"(?:[(\[][^()\[\]]{{0,60}}(?:{agency}\s*/|/\s*{agency}|(?i:photo|image|picture|courtesy|credit)\b|via\s+{agency})"
            rf"[^()\[\]]{{0,60}}[)\]]"
            rf"|(?i:photo|image|picture|credit|source)\s*[:/]\s*[^.]{{1,40}}"
            rf"|(?:/|\||©|\bvia)\s?{agency}(?: Photos?| Pool)?|Getty Images)\.?$"
        )
        return _Patterns(
            whole=_compiled(rf"{_any(notices['whole'])}[.:…]*|{_any(notices['end'])}"),
            start=_compiled(_any(notices["start"])),
            anywhere=_compiled(_any(notices["anywhere"])),
            comments=_compiled(rf"{_any(tails['comments'])}\b.{{0,60}}"),
            others=_compiled(rf"{_any(tails['others'])}\s*[:.…»>]*"),
            caption_start=_compiled(_any(captions["start"])),
            credit_end=re.compile(credit),
            masthead=re.compile(_any(data["masthead"]["whole"])),
            short_credit_end=re.compile(rf"[(\[](?:(?i:file)|{agency})[)\]]\.?$"),
        )
    except (OSError, tomllib.TOMLDecodeError, KeyError, re.error) as error:
        raise SchemaError(f"{path}: {error}", "Correct the file") from error


def _any(patterns: list[str]) -> str:
    return "(?:" + "|".join(patterns) + ")"


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.DOTALL)


def words(text: str) -> int:
    return len(text.split())


def is_notice(text: str) -> bool:
    """Buttons, notices, newsletter and cookie text, end marks; not a long sentence that begins like one."""
    count = words(text)
    if count > MAX_NOTICE_WORDS or len(text) > MAX_LENGTH:
        return False
    patterns = _patterns()
    if patterns.whole.fullmatch(text) or patterns.anywhere.search(text):
        return True
    return count <= 25 and patterns.start.match(text) is not None


def is_caption(text: str) -> bool:
    """What stands under a picture: by its opening words or its credit."""
    count = words(text)
    if count > MAX_CAPTION_WORDS or len(text) > MAX_LENGTH:
        return False
    patterns = _patterns()
    credited = patterns.credit_end.search(text)
    briefly = patterns.short_credit_end.search(text)
    if credited or (briefly and count <= 25):
        return True
    return patterns.caption_start.match(text) is not None and (count <= 30 or briefly is not None)


def byline(text: str) -> str | None:
    """The author of a line that names one ("By Jane Example in Kyiv"), without place and employer."""
    if len(text) > 200 or words(text) > 14 or not (m := _BYLINE.fullmatch(text)):
        return None
    return _AFTER_NAME.sub("", m["name"] or m["other"]).strip() or None


def is_trail(text: str) -> bool:
    """The sections above an article, as a page's menu gives them: "Home > Topics > Top Stories", "World | Asia"."""
    parts = _TRAIL.split(text.strip())
    return len(parts) > 1 and all(len(part.split()) <= (3 if len(parts) == 2 else 6) for part in parts[:-1])


def is_masthead(text: str) -> bool:
    """Whose page it is: "Ministry of Foreign Affairs of Japan", "An official website of the European Union"."""
    return _patterns().masthead.fullmatch(text.strip()) is not None


def is_person_like(text: str) -> bool:
    """Two to four capitalised words."""
    return _NAME_ONLY.fullmatch(text.strip()) is not None


def tail(text: str) -> Literal["comments", "others"] | None:
    """ "comments" where reader comments begin, "others" at the heading of a list of other articles, else None."""
    if len(text) > 200 or words(text) > 12:
        return None
    patterns = _patterns()
    return "comments" if patterns.comments.fullmatch(text) else "others" if patterns.others.fullmatch(text) else None
