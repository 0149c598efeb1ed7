"""Which format a file is in, told by its content as much as by its suffix, and the drafts it holds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from kgload.errors import RecordError
from kgload.read.blocks import plain, plain_blocks
from kgload.read.decode import decode
from kgload.read.feed import feed_drafts, is_feed
from kgload.read.markup import facts_of, is_markdown, resolve, split_front_matter
from kgload.read.record import Draft, Facts, Source
from kgload.read.records import Record, record_facts, record_id, record_text, records
from kgload.read.web import html_draft, is_html

JSON_LINES = {".jsonl", ".ndjson"}
JSON = {".json", *JSON_LINES}
MARKDOWN = {".md", ".markdown", ".mdown"}
_OTHER_SUFFIXES = """
.pdf .doc .docx .odt .rtf .xls .xlsx .ods .ppt .pptx .epub .png .jpg .jpeg .gif .webp .svg .mp3 .mp4 .zip .gz .tar .bz2
.xz .7z .csv .tsv .xml .rss .atom .yaml .yml .toml .ini .py .js .css .sql .sh .c .log .warc .ttl .nq .trig .rdf .cypher
"""
OTHER = frozenset(_OTHER_SUFFIXES.split())


def drafts(source: Source) -> Iterator[Draft | RecordError]:
    """The drafts of a file. Raises RecordError where nothing of it can be read."""
    try:
        data = source.file.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise RecordError(
            "read", "unreadable", source.path, f"{source.path} cannot be read: {reason}", "Check it, then run again"
        ) from error
    suffix = PurePosixPath(source.path).suffix.lower()
    text = decode(data, source.path)
    if not text.strip():
        raise RecordError(
            "read", "empty", source.path, f"{source.path} has only white space", "Remove it, or fetch it again"
        )
    if suffix in OTHER:
        remedy = "Give text, Markdown, HTML, JSON or JSON Lines, with the right ending"
        raise RecordError("read", "unsupported", source.path, f"{source.path}: {suffix} files are not read", remedy)
    if suffix in JSON or _looks_like_json(text):
        yield from _from_json(text, source.path)
    else:
        yield from _from_text(text, data, source.path)


def _looks_like_json(text: str) -> bool:
    return text.lstrip()[:400].replace(" ", "").replace("\n", "").startswith(('{"', '[{"'))


def _from_text(text: str, data: bytes, path: str) -> Iterator[Draft]:
    if is_html(text):
        yield html_draft(text, data, path)
    elif is_feed(text):
        yield from feed_drafts(text, data)
    else:
        yield _document(text, data, path)


def _document(text: str, data: bytes, path: str = "", record: bool = False) -> Draft:
    """Markdown or plain text."""
    if PurePosixPath(path).suffix.lower() not in MARKDOWN and not is_markdown(text):
        said, blocks = plain_blocks(plain(text), record)
        return Draft(said, blocks, Facts(), data)
    fields, body = split_front_matter(text)
    said, blocks = resolve(body)
    return Draft(said, blocks, facts_of(fields), data)


def _from_json(text: str, path: str) -> Iterator[Draft | RecordError]:
    lines = PurePosixPath(path).suffix.lower() in JSON_LINES
    for number, record in enumerate(records(text, path), start=1):
        if isinstance(record, RecordError):
            yield record
            continue
        fragment = (record_id(record[0]) or str(number)) if record[2] or lines else None
        try:
            yield _from_record(record, path, fragment)
        except RecordError as error:
            yield error


def _from_record(record: Record, path: str, fragment: str | None) -> Draft:
    fields, data, place = record
    said = record_text(fields)
    draft = html_draft(said, data, path) if is_html(said) else _document(said, data, record=True)
    return Draft(draft.text, draft.blocks, record_facts(fields).over(draft.facts), data, fragment, place)
