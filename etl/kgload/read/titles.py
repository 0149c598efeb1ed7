"""Titles: what a page's title says beyond the headline, and publishers by the host of a url."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from kgload.errors import SchemaError
from kgload.resources import schema_file

_SEPARATOR = re.compile(r"\s+(?:\||[-–—]|::|»|·|•)\s+|\s*\|\s*")
_TOPIC = (
    r"(?:latest|breaking|top|world|international|india|us|uk|national|politics|political|business|local|asia|europe|africa"
    r"|middle east|americas?|defen[cs]e|military|opinion|video|live|all|news|home|updates?|stories|newspaper|pakistan)"
)
_SECTION = re.compile(rf"{_TOPIC}(?:\s+{_TOPIC}){{0,3}}", re.IGNORECASE)
_WORD = r"(?:[A-Z0-9À-Þ][\w.'’&-]*|of|the|and|in|de|for|&)"
_NAME = re.compile(rf"{_WORD}(?:\s+{_WORD}){{0,5}}")
_PRESS = re.compile(
    r"\b(?:News|Times|Post|Chronicle|Herald|Tribune|Daily|Journal|Gazette|Press|Agency|Guardian|Telegraph|Observer|Star|Sun"
    r"|Mirror|Globe|Mail|Standard|Examiner|Register|Today|Online|Broadcasting|Radio|TV|Television|Network|Media|Monitor"
    r"|Dispatch|Courier|Bulletin|Inquirer|Mercury|Independent|Voice|Wire|Reuters|BBC|CNN|NPR|CNBC|AFP|Xinhua|TASS"
    r"|Bloomberg|Magazine|Weekly|Express|Echo|Argus|Citizen|Sentinel|Record|Ledger|Hindu|Hill|Politico|Axios|Jazeera"
    r"|Arabiya|Welle|Euronews|Kremlin|Ministry|Office|House|Government|Department|Embassy|\w+\.(?i:com|org|net|co\.uk))\b"
)


def clean_title(title: str) -> tuple[str, str | None]:
    """The headline without the site's name behind it, and that name: "… - Houston Chronicle"."""
    parts = list(_SEPARATOR.finditer(title))
    end, publisher = len(title), None
    for m in reversed(parts):
        tail = title[m.end() : end].strip()
        bar = "|" in m[0]
        if _SECTION.fullmatch(tail) and (bar or publisher):
            end = m.start()
        elif (
            publisher is None
            and len(tail) <= 50
            and _NAME.fullmatch(tail)
            and (bar or _PRESS.search(tail) or _bare(tail) in _spellings())
        ):
            publisher, end = tail, m.start()
        else:
            break
    head = title[:end].rstrip().removesuffix(" :").rstrip()
    if len(head.split()) < 3:
        return title.strip(), None
    return head, publisher


@cache
def _tables() -> dict[str, dict[str, Any]]:
    path = schema_file("registry", "publishers.toml")
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        return {name: dict(tables[name]) for name in ("hosts", "official")}
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise SchemaError(f"{path}: {error}", "Correct the file") from error


def _hosts() -> dict[str, str]:
    return _tables()["hosts"]


@cache
def _official() -> tuple[frozenset[str], tuple[str, ...]]:
    table = _tables()["official"]
    return frozenset(table["labels"]), tuple(table["hosts"])


@cache
def _spellings() -> dict[str, str]:
    return {_bare(name): name for name in _hosts().values()}


def _bare(name: str) -> str:
    return name.casefold().removeprefix("the ").strip()


def publisher_name(name: str | None) -> str | None:
    """The name as the list of publishers spells it, if it is there ("Times of India" -> "The Times of India")."""
    return _spellings().get(_bare(name), name) if name else None


def is_official(url: str | None) -> bool:
    """Does a government speak for itself at this address?"""
    host = _host(url)
    labels, hosts = _official()
    return not labels.isdisjoint(host.split(".")) or any(host == h or host.endswith("." + h) for h in hosts)


def _host(url: str | None) -> str:
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def publisher_of(url: str | None) -> str | None:
    """The publisher behind a url, by the longest listed host that it belongs to."""
    host = _host(url)
    while "." in host:
        if name := _hosts().get(host):
            return name
        host = host.partition(".")[2]
    return None
