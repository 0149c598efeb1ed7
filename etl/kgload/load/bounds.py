"""What a database cannot hold, told before it is sent."""

from __future__ import annotations

from collections.abc import Iterator

from kgload.errors import RecordError
from kgload.load.rows import ArticleVersion
from kgload.load.tables import BETWEEN
from kgload.model import Span

INDEXED_BYTES = 4000  # an index takes some 8,000 bytes; longer texts of this kind are a fault of reading
LARGEST = 2**63 - 1


def too_long(version: ArticleVersion) -> RecordError | None:
    """A text that an index cannot take."""
    article = version.article
    actors = version.extraction.actors
    indexed = [article.url, article.path, article.publisher, *(a.name for a in actors), *(a.office for a in actors)]
    for text in indexed:
        if text and len(text.encode("utf-8", "surrogatepass")) > INDEXED_BYTES:
            message = (
                f"{article.path[:200]}: a url, path, name or office is longer than {INDEXED_BYTES} bytes: {text[:80]} …"
            )
            return RecordError("load", "too_long", article.path, message, "Shorten it", article.id)
    return None


def not_imported(version: ArticleVersion) -> RecordError | None:
    """What neo4j-admin would stumble over (a server would refuse the number too)."""
    article = version.article
    counts = [event.count or 0 for event in version.extraction.events]
    if any(abs(number) > LARGEST for number in (*counts, *(end for span in _spans(version) for end in span))):
        message = f"{article.path}: a number is longer than 64 bits"
        return RecordError("load", "refused", article.path, message, "Report it with the article", article.id)
    if any(BETWEEN in span.text for actor in version.extraction.actors for span in actor.spans):
        message = f"{article.path}: the name of an actor holds U+FFFF, which cannot be imported"
        return RecordError("load", "refused", article.path, message, "Take it out, or use kgload load", article.id)
    return None


def _spans(version: ArticleVersion) -> Iterator[tuple[int, int]]:
    def ends(span: Span) -> tuple[int, int]:
        return span.start, span.end

    for actor in version.extraction.actors:
        yield from map(ends, actor.spans)
    for event in version.extraction.events:
        yield event.start, event.end
        yield ends(event.trigger)
        yield from ((argument.start, argument.end) for argument in event.arguments)
