"""Earlier versions of articles, for those who name a folder for them (the setting `history`): the graph holds none.

FOLDER/ARTICLE/VERSION.nq is what an article version said before it was edited, read by another extractor or taken out:
an article graph that `kgload load` reads.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kgload.database import Database
from kgload.errors import SetupError
from kgload.load.rows import ArticleVersion
from kgload.query.article_layer import article_versions
from kgload.rdf.graph import article_quads
from kgload.rdf.serialize import write_file


@dataclass(frozen=True, slots=True)
class History:
    """Keeps what is about to leave the graph; nothing without a folder."""

    folder: Path | None

    def keep(self, database: Database, articles: Iterable[str]) -> None:
        """Writes these articles (ids) as the graph has them now. SetupError if a file cannot be written."""
        if self.folder and (ids := list(articles)):
            for version in article_versions(database, ids):
                _keep(self.folder / version.article.id.replace(":", "-"), version)


def _keep(folder: Path, version: ArticleVersion) -> None:
    file = folder / f"{version.article.sha256[:16]}-{version.extractor.hash[:8]}.nq"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SetupError(f"{folder} cannot be made ({error.strerror})", "Name a folder of yours as history") from error
    if not file.exists():
        write_file(file, article_quads(version.extraction, version.extractor))
