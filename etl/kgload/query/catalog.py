"""The saved queries: `cypher/*.cypher`, each a file that Neo4j Browser, cypher-shell and kgload read alike.

    // Title
    // description: what the rows are
    // parameter: NAME TYPE [required | = DEFAULT] -- what it means        (one line each)
    // columns: one, two
    // example: kgload query …
    // question: How one would ask for it, with {placeholders}              (any number)
    :param NAME => VALUE;                                                    (what Browser and cypher-shell start with)
    one statement;

Declared parameters, `:param` lines and the `$names` of the statement are compared on load.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from kgload.errors import SchemaError, UsageError, near
from kgload.resources import cypher_folder

ParameterType = Literal["text", "name", "country", "date", "integer", "id", "status", "event_type", "office", "place"]

_KEY = re.compile(r"// (?P<key>description|parameter|columns|example|question): (?P<value>\S.*)")
_PARAMETER = re.compile(
    r"(?P<name>[a-z][a-z_]*) (?P<type>[a-z_]+)(?: (?P<required>required)| = (?P<default>\S+))? -- (?P<meaning>\S.*)"
)
_PARAM_LINE = re.compile(r":param (?P<name>\w+) => (?P<value>\S.*?);?")
# strings, quoted names and comments are skipped, so that a `$` or `;` in them is not taken for code
_TOKEN = re.compile(
    r"""'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|`[^`]*`|//[^\n]*|/\*.*?\*/|\$(?P<used>\w+)|(?P<end>;)""", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One declared parameter. `default` is what is bound if it is not given (None: Cypher's null)."""

    name: str
    type: ParameterType
    required: bool
    default: str | None
    meaning: str


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """One file of `cypher/`. `statement` is the Cypher alone, `text` the whole file, `given` its `:param` lines."""

    name: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    columns: tuple[str, ...]
    example: str
    questions: tuple[str, ...]
    given: dict[str, str]
    statement: str
    text: str
    file: Path


@cache
def catalog(folder: Path | None = None) -> dict[str, SavedQuery]:
    """The saved queries of a folder (default: those of kgload) by name, sorted. SchemaError if one is wrong."""
    files = sorted((folder or cypher_folder()).glob("*.cypher"))
    return {file.stem: parse_query(file, file.read_text(encoding="utf-8")) for file in files}


def get_query(name: str, folder: Path | None = None) -> SavedQuery:
    """The saved query of that name. UsageError with the nearest name if there is none."""
    queries = catalog(folder)
    if name in queries:
        return queries[name]
    raise UsageError(f"there is no saved query named {name!r}", near(name, queries, f"There are: {', '.join(queries)}"))


def parse_query(file: Path, text: str) -> SavedQuery:
    """The query in a file's text. SchemaError names file, line and remedy."""
    return _QueryFile(file, text).query()


class _QueryFile:
    """One file while it is read: lines 1.. of header, then `:param` lines, then the statement."""

    def __init__(self, file: Path, text: str) -> None:
        self._file = file
        self._text = text
        self._lines = text.splitlines()
        self._header: list[tuple[int, str, str]] = []
        self._browser: list[tuple[int, str, str]] = []
        self._first = self._read_head()

    def query(self) -> SavedQuery:
        statement = "\n".join(self._lines[self._first :]).strip()
        parameters = tuple(self._parameter(line, value) for line, key, value in self._header if key == "parameter")
        self._check_statement(statement)
        self._check_parameters(parameters, statement)
        return SavedQuery(
            name=self._file.stem,
            title=self._lines[0][3:].strip(),
            description=self._one("description"),
            parameters=parameters,
            columns=tuple(column.strip() for column in self._one("columns").split(",")),
            example=self._one("example"),
            questions=tuple(value for _, key, value in self._header if key == "question"),
            given={name: value for _, name, value in self._browser},
            statement=statement.removesuffix(";").rstrip(),
            text=self._text,
            file=self._file,
        )

    def _read_head(self) -> int:
        """Reads up to the statement; the index of its first line."""
        if not self._lines or not re.fullmatch(r"// \S.*", self._lines[0]):
            raise self._error(1, "the first line must be `// Title`", "Give the query a title")
        for index, line in enumerate(self._lines[1:], start=1):
            if line.startswith(":"):
                given = self._match(_PARAM_LINE, index, "`:param name => value;`")
                self._browser.append((index + 1, given["name"], given["value"]))
            elif line.startswith("//"):
                found = self._match(_KEY, index, "`// key: value` with a known key")
                self._header.append((index + 1, found["key"], found["value"].strip()))
            elif line.strip():
                return index
        raise self._error(len(self._lines), "there is no statement", "Add one below the header")

    def _match(self, pattern: re.Pattern[str], index: int, form: str) -> re.Match[str]:
        if found := pattern.fullmatch(self._lines[index].rstrip()):
            return found
        raise self._error(index + 1, f"not of the form {form}", "See cypher/README.md")

    def _one(self, key: str) -> str:
        values = [value for _, found, value in self._header if found == key]
        if len(values) == 1:
            return values[0]
        raise self._error(1, f"{len(values)} lines `// {key}:` where one is needed", "See cypher/README.md")

    def _parameter(self, line: int, value: str) -> Parameter:
        found = _PARAMETER.fullmatch(value)
        if not found:
            form = "NAME TYPE [required | = DEFAULT] -- MEANING"
            raise self._error(line, f"a parameter is written `{form}`", "Correct the line")
        kind = next((known for known in get_args(ParameterType) if known == found["type"]), None)
        if kind is None:
            known_types = ", ".join(get_args(ParameterType))
            raise self._error(line, f"unknown parameter type {found['type']!r}", f"Use one of {known_types}")
        return Parameter(found["name"], kind, bool(found["required"]), found["default"], found["meaning"])

    def _check_statement(self, statement: str) -> None:
        ends = [found.start() for found in _TOKEN.finditer(statement) if found["end"]]
        if ends != [len(statement) - 1]:
            raise self._error(self._first + 1, "a file holds one statement that ends in `;`", "Split or end it")

    def _check_parameters(self, parameters: tuple[Parameter, ...], statement: str) -> None:
        declared = [parameter.name for parameter in parameters]
        self._refuse_repeated(declared)
        known = set(declared)
        given = {name: line for line, name, _ in self._browser}
        used = {found["used"]: found.start() for found in _TOKEN.finditer(statement) if found["used"]}
        self._refuse(sorted(given.keys() - known), "has a :param line but is not declared", given.__getitem__)
        self._refuse(
            sorted(used.keys() - known), "is used but not declared", lambda n: self._line_of(statement, used[n])
        )
        self._refuse(sorted(known - used.keys()), "is declared but not used", self._declared_at)
        self._refuse(sorted(known - given.keys()), "is declared but has no :param line", self._declared_at)

    def _refuse_repeated(self, names: list[str]) -> None:
        self._refuse(sorted({n for n in names if names.count(n) > 1}), "is declared twice", self._declared_at)

    def _refuse(self, names: Iterable[str], what: str, line_of: Callable[[str], int]) -> None:
        for name in names:
            raise self._error(line_of(name), f"parameter {name!r} {what}", "Make header, :param lines and $names agree")

    def _declared_at(self, name: str) -> int:
        return next(line for line, key, value in self._header if key == "parameter" and value.startswith(f"{name} "))

    def _line_of(self, statement: str, offset: int) -> int:
        return self._first + 1 + statement.count("\n", 0, offset)

    def _error(self, line: int, what: str, remedy: str) -> SchemaError:
        return SchemaError(f"{self._file}:{line}: {what}", remedy)
