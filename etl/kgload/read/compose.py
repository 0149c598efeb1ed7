"""Makes the article of a draft: puts the title before a text that lacks it, lays it out, mints the id."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from kgload.errors import RecordError
from kgload.ids import article_id
from kgload.model import Article
from kgload.read.dates import url_date
from kgload.read.language import language_of
from kgload.read.layout import lay_out
from kgload.read.page import has_sentence, same
from kgload.read.record import Block, Draft, Facts, Source
from kgload.read.titles import clean_title, publisher_name, publisher_of

MAX_TEXT = 10_000_000
SHORT_TEXT = 2000


def compose(draft: Draft, source: Source) -> Article | RecordError:
    """The article, or why there is none (`no_text`, `no_sentence`, `too_large`)."""
    if fault := _fault(draft, source.path):
        return fault
    facts = replace(draft.facts, published=draft.facts.published or url_date(draft.facts.url))
    if facts.title:
        title, publisher = clean_title(facts.title)
        facts = replace(facts, title=title).over(Facts(publisher=publisher))
    text, blocks = _titled(draft, facts)
    layout = lay_out(text, blocks, facts)
    facts = layout.facts
    if not any(
        text[r.start : r.end].upper() != text[r.start : r.end].lower()
        for r in layout.regions
        if r.kind in ("body", "title")
    ):
        return _error(draft, source.path, "no_text", "has nothing that reads like an article")
    fragment = f"#{draft.fragment}" if draft.fragment and not facts.url else ""
    path = source.path + fragment
    stated = publisher_name(facts.publisher) or publisher_of(facts.url)
    return Article(
        id=article_id(facts.url, source.collection, path),
        url=facts.url,
        path=path,
        collection=source.collection,
        title=facts.title,
        publisher=stated or publisher_name(source.publisher),
        author=facts.author,
        published=facts.published,
        updated=facts.updated,
        dateline=layout.dateline,
        language=language_of(text, facts.language),
        sha256=_version(draft.data, None if stated else source.publisher),
        text=text,
        regions=layout.regions,
    )


def _version(data: bytes, publisher: str | None) -> str:
    """The hash of all that the article is made of: with another publisher of its collection it is another version."""
    digest = hashlib.sha256(data)
    if publisher:
        digest.update(f"\0{publisher}".encode())
    return digest.hexdigest()


def _fault(draft: Draft, path: str) -> RecordError | None:
    said = draft.text.strip()
    if not any(character.isalpha() for character in said):
        return _error(draft, path, "no_text", "has no text")
    if len(said) > MAX_TEXT:
        return _error(draft, path, "too_large", f"has {len(said):,} characters; an article may have {MAX_TEXT:,}")
    if len(said) > SHORT_TEXT and not has_sentence(said):
        return _error(draft, path, "no_sentence", f"has {len(said):,} characters without a sentence")
    return None


def _error(draft: Draft, path: str, code: str, what: str) -> RecordError:
    where = f"{path}, {draft.place}," if draft.place else path
    return RecordError("read", code, path, f"{where} {what}", "Remove it, or fetch the article again", draft.place)


def _titled(draft: Draft, facts: Facts) -> tuple[str, tuple[Block, ...]]:
    """The text with the stated title (and standfirst) before it, where it does not say them itself near its start."""
    keys = [same(draft.text[b.start : b.end][:4000]) for b in draft.blocks[:12]]
    lines = []
    for line in (facts.title, facts.subtitle):
        key = same(line or "")
        if line and key and not any(k == key or k.startswith(key) for k in keys):
            lines.append(line)
    if not lines:
        return draft.text, draft.blocks
    head, blocks = "", []
    for line in lines:
        blocks.append(Block("heading" if line == facts.title else "paragraph", len(head), len(head) + len(line)))
        head += line + "\n\n"
    shift = len(head)
    return head + draft.text, (*blocks, *(Block(b.kind, b.start + shift, b.end + shift) for b in draft.blocks))
