"""HTML: trafilatura finds the article on the page; JSON-LD, meta tags and htmldate say when and by whom."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

from kgload.errors import RecordError
from kgload.read.blocks import plain, plain_blocks
from kgload.read.dates import all_days, parse_date
from kgload.read.markup import facts_of, text_of
from kgload.read.record import Draft, Facts
from kgload.read.titles import clean_title

MAX_HTML = 10 * 1024 * 1024
MAX_DATED = 1_000_000
_SIGN = re.compile(r"<(?:!doctype html|html|head|body|article|div|p|h1|title|meta|section|main)\b[^>]*>", re.IGNORECASE)
_TYPES = re.compile(r"article|report|posting|webpage", re.IGNORECASE)
_META = {
    "url": ("og:url", "twitter:url"),
    "title": ("og:title", "twitter:title", "dc.title", "title"),
    "publisher": ("og:site_name", "application-name", "dc.publisher", "publisher", "cre"),
    "author": ("author", "article:author_name", "dc.creator", "parsely-author", "sailthru.author", "byl"),
    "published": (
        "article:published_time",
        "og:published_time",
        "datepublished",
        "date",
        "pubdate",
        "publishdate",
        "publish-date",
        "dc.date",
        "dc.date.issued",
        "dcterms.created",
        "parsely-pub-date",
        "sailthru.date",
        "article.published",
        "cxenseparse:recs:publishtime",
    ),
    "updated": (
        "article:modified_time",
        "og:updated_time",
        "datemodified",
        "lastmod",
        "last-modified",
        "dcterms.modified",
    ),
    "language": ("og:locale", "language", "dc.language"),
}


def is_html(text: str) -> bool:
    """Whether the text opens like a page, or is made of paragraphs in tags."""
    head = text[:4000].lstrip()
    if re.match(r"<(?:!doctype html|html|head|body|\?xml[^>]*\?>\s*<(?:!doctype )?html)", head, re.IGNORECASE):
        return True
    return head.startswith("<") and len(_SIGN.findall(head)) >= 2


def html_draft(text: str, data: bytes, path: str) -> Draft:
    """The article of a page. RecordError `too_large` or `no_text`."""
    if len(text) > MAX_HTML:
        raise RecordError("read", "too_large", path, f"{path}: a page of more than 10 MiB", "Save the article alone")
    import trafilatura  # slow to import, and not every run meets a page

    try:
        tree = trafilatura.load_html(text)
        facts = _facts(tree) if tree is not None else Facts()
        said = _article_text(text)
    except Exception as error:  # the parsers raise whatever a hostile page makes them stumble over
        message = f"{path}: the page cannot be parsed"
        raise RecordError("read", "no_text", path, message, "Save the article as text") from error
    said, blocks = plain_blocks(plain(said))
    if not facts.published:
        facts = facts.over(Facts(published=_guessed_date(text)))
    return Draft(said, blocks, facts, data)


def _article_text(text: str) -> str:
    """Paragraphs one a line. A page too small for trafilatura gives all its text."""
    import trafilatura

    said = trafilatura.extract(
        text, include_comments=False, include_tables=False, output_format="txt", with_metadata=False
    )
    if not said:
        said = trafilatura.html2txt(text, clean=True)
    return re.sub(r"\n+", "\n\n", said or "")


def _guessed_date(text: str) -> str | None:
    """The date that htmldate's cautious search picks, if the page writes it so that it can be read only one way.

    A fixed last day: the day of the run must never matter.
    """
    import htmldate

    try:
        found = htmldate.find_date(text, extensive_search=False, original_date=True, max_date="2100-01-01")
    except Exception:  # as above
        return None
    return found if found in all_days(text[:MAX_DATED]) else None


def _facts(tree: Any) -> Facts:
    metas = _metas(tree)
    from_meta = {name: next((metas[key] for key in keys if key in metas), None) for name, keys in _META.items()}
    lang = tree.get("lang") or tree.get("xml:lang")
    stated = facts_of(
        {**from_meta, "url": _canonical(tree) or from_meta["url"], "language": lang or from_meta["language"]}
    )
    facts = _linked(tree).over(stated).over(_visible(tree))
    title, publisher = clean_title(facts.title) if facts.title else (None, None)
    return Facts(title=title).over(facts).over(Facts(publisher=publisher))


def _metas(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        content = (meta.get("content") or "").strip()
        if name and content:
            found.setdefault(name, content)
    return found


def _canonical(tree: Any) -> str | None:
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            return str(link.get("href") or "") or None
    return None


def _visible(tree: Any) -> Facts:
    """The head's title and the first time element, for pages without metadata."""
    heading = next((" ".join(h.text_content().split()) for h in tree.iter("h1")), None)
    title = next((" ".join(t.text_content().split()) for t in tree.iter("title")), None)
    times = (parse_date(t.get("datetime")) for t in tree.iter("time") if t.get("datetime"))
    return Facts(title=heading or title or None, published=next((t for t in times if t), None))


def _linked(tree: Any) -> Facts:
    """schema.org facts of the page's JSON-LD."""
    facts = Facts()
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        try:
            value = json.loads(script.text_content().strip())
        except (ValueError, RecursionError):
            continue
        for node in _nodes(value):
            facts = facts.over(_schema_facts(node))
    return facts


def _nodes(value: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, list) and depth < 5:
        for item in value[:50]:
            yield from _nodes(item, depth + 1)
    elif isinstance(value, Mapping):
        if _TYPES.search(str(value.get("@type"))):
            yield value
        yield from _nodes(value.get("@graph"), depth + 1)


def _schema_facts(node: Mapping[str, Any]) -> Facts:
    main = node.get("mainEntityOfPage")
    url = node.get("url") or (main.get("@id") if isinstance(main, Mapping) else main)
    record = {
        "url": url,
        "headline": unescape(text_of(node.get("headline")) or "") or None,
        "publisher": node.get("publisher"),
        "author": node.get("author"),
        "datePublished": node.get("datePublished"),
        "dateModified": node.get("dateModified"),
        "language": node.get("inLanguage"),
    }
    return facts_of(record)
