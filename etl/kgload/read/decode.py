"""Bytes to text: byte order mark, UTF-8, the declared character set, then a guess that must make sense."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from kgload.errors import RecordError

_MAGIC = (
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x7fELF", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"SQLite format 3", "a database"),
    (b"{\\rtf", "a rich text document"),
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z][\w.:-]{1,30})")
_CONTROL = bytes(set(range(32)) - {9, 10, 12, 13, 27})
# What cp1252 text in Western languages is made of beyond ASCII; mojibake of other character sets is not.
_WESTERN = set("‘’“”–—…•€£©®™°·«»§½ \u00adàáâäãåæçèéêëìíîïñòóôöõøœùúûüÿßÀÁÂÄÃÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÖÕØŒÙÚÛÜŸŠšŽž¿¡")


def binary_kind(data: bytes) -> str | None:
    """What kind of file that is no text the bytes look like, or None."""
    for magic, name in _MAGIC:
        if data.startswith(magic):
            return name
    if data.startswith(tuple(mark for mark, _ in _MARKS)) or _wide(data):
        return None
    sample = data[:65536]
    odd = len(sample) - len(sample.translate(None, _CONTROL))
    return "no text" if b"\0" in sample or odd > len(sample) // 20 else None


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of Western text is zero."""
    sample = data[:4000]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if half < 4 or sample.count(0) > 0.55 * len(sample):
        return None
    return "utf-16-le" if odd > 0.7 * half > 5 * even else "utf-16-be" if even > 0.7 * half > 5 * odd else None


def decode(data: bytes, path: str) -> str:
    """The text, newlines as \\n. RecordError `binary` or `bad_encoding`."""
    if kind := binary_kind(data):
        remedy = "Remove it, or convert it to text, Markdown, HTML or JSON Lines"
        raise RecordError("read", "binary", path, f"{path} is {kind}, not an article", remedy)
    text = _marked(data) or _utf8(data) or _declared(data) or _western(data) or _guessed(data)
    if text is None:
        raise RecordError(
            "read", "bad_encoding", path, f"{path}: the character encoding cannot be told", "Save it as UTF-8"
        )
    return text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None


def _marked(data: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _try(data, encoding)
    wide = _wide(data)
    return _try(data, wide) if wide else None


def _utf8(data: bytes) -> str | None:
    """UTF-8; a few broken bytes among much sound UTF-8 (a cut-off end, one pasted quote) become U+FFFD."""
    text = _try(data, "utf-8")
    if text is not None:
        return text
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    sound = sum(character > "\x7f" for character in text) - broken
    return text if sound >= 3 * broken else None


def _declared(data: bytes) -> str | None:
    m = _DECLARED.search(data[:4096])
    if not m or (name := m[1].decode("ascii").lower()) in ("utf-8", "utf8"):
        return None
    try:
        known = codecs.lookup(name)
    except LookupError:
        return None
    return _try(data, "cp1252" if known.name in ("iso8859-1", "ascii") else name) if known._is_text_encoding else None


def _western(data: bytes) -> str | None:
    """cp1252 takes nearly any bytes, and guessers mistake short cp1252 texts: accept it by what comes out."""
    text = _try(data, "cp1252")
    if text is None:
        return None
    high = [character for character in text if character > "\x7f"]
    usual = sum(character in _WESTERN for character in high)
    return text if len(high) < len(text) / 8 and usual >= 0.95 * len(high) else None


def _guessed(data: bytes) -> str | None:
    best = from_bytes(data[:200_000]).best()
    if best is None:
        return None
    text = _try(data, best.encoding)
    return (
        text
        if text is not None and sum(not c.isprintable() and c not in "\n\r\t\f" for c in text) <= len(text) / 50
        else None
    )
