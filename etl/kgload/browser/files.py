"""The three files: a zip that becomes favourites in folders when it is dropped on Browser, a GraSS style, a guide.

Browser names a favourite after the first line of its file and takes the folder from the path in the zip.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterable
from pathlib import Path

from kgload.errors import SchemaError
from kgload.query.catalog import SavedQuery, catalog
from kgload.resources import pictures_folder

FAVOURITES, STYLE, GUIDE = "kgload-queries.zip", "kgload.grass", "guide.html"
ROWS, PICTURES = "kgload", "kgload pictures"  # Browser's folders
EPOCH = (2020, 1, 1, 0, 0, 0)  # the same queries are the same zip


def browser_files() -> dict[str, bytes]:
    """File name -> content."""
    style = (pictures_folder() / STYLE).read_bytes()
    return {FAVOURITES: _zip(_favourites()), STYLE: style, GUIDE: guide().encode()}


def export_files(folder: Path) -> list[Path]:
    """Writes the files into a folder, which is made if need be; their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, content in browser_files().items():
        (folder / name).write_bytes(content)
        written.append(folder / name)
    return written


def guide() -> str:
    """The guide with `{{name}}` replaced by that saved query's statement, `{{:name}}` by the parameters to set before,
    `{{browser/name}}` by its picture's statement.
    """
    text = (pictures_folder() / GUIDE).read_text(encoding="utf-8")
    return re.sub(r"\{\{(:|browser/)?(\w+)\}\}", lambda found: _runnable(found[1] or "", found[2]), text)


def parameters(queries: Iterable[SavedQuery]) -> str:
    """The `:param` lines of these queries, each parameter once, as the first query has it."""
    given: dict[str, str] = {}
    for query in queries:
        for name, value in query.given.items():
            given.setdefault(name, value)
    return "\n".join(f":param {name} => {value};" for name, value in given.items())


def _runnable(form: str, name: str) -> str:
    queries = catalog(pictures_folder()) if form == "browser/" else catalog()
    if name not in queries:
        raise SchemaError(f"{GUIDE} asks for a saved query {name!r} that there is not", "Correct the guide")
    text = parameters([queries[name]]) if form == ":" else queries[name].statement + ";"
    return html.escape(text, quote=False)


def _favourite(query: SavedQuery) -> str:
    """One statement, which Browser answers with rows or a picture; for a script it would only say that it ran."""
    return re.sub(r"^:param .*\n", "", query.text, flags=re.MULTILINE)


def _first_favourite(queries: dict[str, SavedQuery]) -> str:
    head = [
        "// 0. Parameters: change these and run them first",
        "// Each favourite uses those that it names. null: not asked for.",
    ]
    needing = sorted(queries.values(), key=lambda query: not any(p.required for p in query.parameters))
    return "\n".join([*head, parameters([queries["meetings_between"], *needing])]) + "\n"


def _favourites() -> dict[str, str]:
    """Path in the zip -> text."""
    found = {f"{ROWS}/parameters.cypher": _first_favourite(catalog())}
    for folder, queries in {ROWS: catalog(), PICTURES: catalog(pictures_folder())}.items():
        found |= {f"{folder}/{query.file.name}": _favourite(query) for query in queries.values()}
    return found


def _zip(files: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name, EPOCH), text, compress_type=zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
