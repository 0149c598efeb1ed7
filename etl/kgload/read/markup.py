"""Markdown: front matter, and markup resolved to plain text with its blocks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from html import unescape
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from kgload.read.blocks import markdown_blocks, plain
from kgload.read.dates import parse_date
from kgload.read.record import Block, Facts

_FRONT = re.compile(r"\s*---[ \t]*\n(.{0,65536}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"^([A-Za-z_][\w -]*?)\s*:\s*(.*)$", re.MULTILINE)
_SIGN = re.compile(
    r"^#{1,6} \S|\]\((?:https?:|/)|\*\*\w|</?(?:p|br|b|i|u|a|em|strong|sup|sub|span)\b[^<>]{0,200}>|^(?:---|\.\.\.)$",
    re.MULTILINE,
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>|<!--.{0,2000}?-->", re.DOTALL)

KEYS: Mapping[str, tuple[str, ...]] = {
    "url": ("source_url", "url", "canonical_url", "canonical", "link", "original_url", "permalink", "source"),
    "title": ("title", "headline"),
    "subtitle": ("subtitle", "standfirst", "deck", "excerpt", "description", "summary"),
    "publisher": ("publisher", "site_name", "outlet", "publication", "source_name", "site", "source"),
    "author": ("author", "authors", "byline", "creator"),
    "published": (
        "published_time",
        "published",
        "date_published",
        "datePublished",
        "published_at",
        "publishedAt",
        "pubDate",
        "pub_date",
        "date",
    ),
    "updated": (
        "modified_time",
        "updated",
        "date_modified",
        "dateModified",
        "updated_at",
        "updatedAt",
        "lastmod",
        "modified",
    ),
    "language": ("language", "lang", "locale"),
}


def text_of(value: Any) -> str | None:
    """A value as one line of text: names of objects, lists joined; None for the rest."""
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("title")
    if isinstance(value, list):
        parts = [part for part in (text_of(item) for item in value[:20]) if part]
        return ", ".join(parts) or None
    if not isinstance(value, str):
        return None
    return " ".join(plain(value).split()) or None


def facts_of(record: Mapping[str, Any]) -> Facts:
    """Facts by the names that front matter and JSON records use for them."""
    found: dict[str, str | None] = {}
    for name, keys in KEYS.items():
        values = (text_of(record.get(key)) for key in keys)
        found[name] = next((clean for value in values if value and (clean := _fact(name, value))), None)
    return Facts(**found)


def _fact(name: str, value: str) -> str | None:
    if name in ("published", "updated"):
        return parse_date(value)
    is_url = re.match(r"https?://\S+$", value, re.IGNORECASE) is not None
    if name == "url":
        return value if is_url else None
    if is_url or value.lower() in ("none", "null", "unknown", "n/a"):
        return None
    return unescape(value)


def split_front_matter(text: str) -> tuple[Mapping[str, Any], str]:
    """The fields before the text, and the text. Broken YAML is read field by field."""
    m = _FRONT.match(text)
    if not m:
        return {}, text
    try:
        fields = yaml.load(m[1], Loader=yaml.BaseLoader)  # strings only: dates stay as written
    except (yaml.YAMLError, RecursionError, ValueError):
        fields = {key: value.strip().strip("'\"") for key, value in _FIELD.findall(m[1])}
    if not isinstance(fields, Mapping):
        return {}, text
    return fields, text[m.end() :]


def is_markdown(text: str) -> bool:
    """Whether there is markup to resolve: front matter, headings, links, bold type."""
    head = text[:20000]
    return bool(_FRONT.match(head) or _SIGN.search(head))


@cache
def _parser() -> MarkdownIt:
    # A line of dashes after a paragraph and an indented paragraph are layout in articles, not headings and code.
    return MarkdownIt("commonmark").disable(["code", "lheading"])


def resolve(text: str) -> tuple[str, tuple[Block, ...]]:
    """Plain text with its blocks: markup gone, links as their words."""
    parts: list[str] = []
    chunks: list[Block] = []
    length, in_list = 0, 0
    tokens = _parser().parse(text)
    for index, token in enumerate(tokens):
        in_list += (token.type == "list_item_open") - (token.type == "list_item_close")
        content = _content(token)
        if not content.strip():
            continue
        before = tokens[index - 1].type if index else ""
        kind = "heading" if before == "heading_open" else "item" if in_list else "paragraph"
        content = plain(content.strip("\n"))
        chunks.append(Block(kind, length, length + len(content)))  # type: ignore[arg-type]
        parts.append(content)
        length += len(content) + 2
    return markdown_blocks("\n\n".join(parts), chunks)


def _content(token: Token) -> str:
    if token.type in ("html_block", "fence", "code_block"):
        return unescape(_TAG.sub(" ", token.content))
    return "".join(_inline(child) for child in token.children or ()) if token.type == "inline" else ""


def _inline(token: Token) -> str:
    if token.type in ("text", "text_special", "code_inline"):
        return token.content.replace("**", "")
    if token.type == "softbreak":
        return "\n"
    if token.type == "hardbreak" or (token.type == "html_inline" and token.content.lower().startswith("<br")):
        return "\n\n"
    return ""
