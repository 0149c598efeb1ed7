"""Mutants: one small change of a source each, of the kind that people make by mistake, in Python and in its Cypher.

Not changed: what cannot matter (docstrings, annotations, decorators) and the wording of messages.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import CodeType
from typing import Any

_SKIPPED = {"annotation", "returns", "decorator_list", "type_params", "type_comment"}
_OPERATORS: dict[type[ast.AST], type[Any]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.Mod: ast.Mult,
    ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip
_IS_CYPHER = re.compile(r"\b(MATCH|MERGE|CREATE|UNWIND|WHERE|RETURN)\b")
_CYPHER = (
    (r"^\s*WHERE .*$", ""), (r"\bMERGE \(", "CREATE ("), (r"\bON CREATE SET\b", "SET"), (r"<>", "="),
    (r" <= ", " < "), (r" >= ", " > "), (r" < ", " <= "), (r" > ", " >= "), (r"(?<=\w) AND ", " OR "),
    (r" OR ", " AND "), (r"\bIS NULL\b", "IS NOT NULL"), (r"\bIS NOT NULL\b", "IS NULL"),
    (r"\bNOT EXISTS\b", "EXISTS"), (r"(?<!NOT )\bEXISTS\b", "NOT EXISTS"), (r"\bDISTINCT ", ""),
    (r"\bOPTIONAL MATCH\b", "MATCH"), (r"\bDETACH DELETE\b", "DELETE"), (r"\bORDER BY .*$", ""),
    (r"\bmin\(", "max("), (r"\bmax\(", "min("), (r"(WHERE|AND|OR) ([^=\n]+) = ", r"\1 \2 <> "),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mutant:
    """The n-th change of a file. `change` shows it: before => after. `where` is the function that it is in, `entry` the
    first line of that (None: it is in none), and `remembered` says that what it gives is kept (cached). `rank` tells
    apart those of one function that look alike.
    """

    file: Path
    number: int
    line: int
    change: str
    rank: int
    where: str
    entry: int | None
    remembered: bool

    def code(self) -> CodeType:
        """The changed module, compiled."""
        tree = _parsed(self.file)
        list(_edits(tree))[self.number].apply()
        return compile(ast.fix_missing_locations(tree), str(self.file), "exec")


def mutants(file: Path) -> list[Mutant]:
    """All that can be made of a file, in its order."""
    tree = _parsed(file)
    functions = list(_functions(tree))
    alike, found = Counter[tuple[str, str]](), []
    for number, edit in enumerate(_edits(tree)):
        where, entry, remembered = _place(edit.line, functions)
        found.append(Mutant(file, number, edit.line, edit.change, alike[where, edit.change], where, entry, remembered))
        alike[where, edit.change] += 1
    return found


def _place(line: int, functions: Sequence[tuple[str, ast.FunctionDef]]) -> tuple[str, int | None, bool]:
    """The function that a line is in, its first line, and whether its answers are kept."""
    for name, made in functions:
        if made.lineno <= line <= (made.end_lineno or 0):
            return name, _entry(made), any("cache" in ast.unparse(decorator) for decorator in made.decorator_list)
    return "", None, False


def watched(file: Path, name: str) -> CodeType:
    """The module as it is, but that each function first calls the builtin of that name with the file and its entry."""
    tree = _parsed(file)
    for _, made in _functions(tree):
        first = 1 if ast.get_docstring(made) else 0
        made.body[first:first] = ast.parse(f"{name}({str(file)!r}, {_entry(made)})").body
    return compile(ast.fix_missing_locations(tree), str(file), "exec")


def _entry(made: ast.FunctionDef) -> int:
    return min([made.lineno, *(decorator.lineno for decorator in made.decorator_list)])


def _functions(node: ast.Module | ast.ClassDef, of: str = "") -> Iterator[tuple[str, ast.FunctionDef]]:
    """Functions and methods, not those inside of them."""
    for child in node.body:
        if isinstance(child, ast.FunctionDef):
            yield of + child.name, child
        elif isinstance(child, ast.ClassDef):
            yield from _functions(child, f"{child.name}.")


@dataclass(frozen=True, slots=True)
class _Edit:
    """`new` in the place of `old`, which is a field of `parent`, or one of the list that the field holds."""

    parent: ast.AST
    field: str
    index: int | None
    old: ast.AST
    new: ast.AST

    def apply(self) -> None:
        if self.index is None:
            setattr(self.parent, self.field, self.new)
        else:
            getattr(self.parent, self.field)[self.index] = self.new

    @property
    def line(self) -> int:
        shown = self.old if hasattr(self.old, "lineno") else self.parent
        return getattr(shown, "lineno", 0)

    @property
    def change(self) -> str:
        return " => ".join(_difference(ast.unparse(self.old), ast.unparse(self.new)))


def _parsed(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def _difference(before: str, after: str, most: int = 100) -> tuple[str, str]:
    """Both texts from a little before the first place where they differ."""
    same = next((n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), 0)
    start = max(0, same - 40) if len(before) > most else 0
    return before[start : start + most], after[start : start + most]


def _edits(node: ast.AST) -> Iterator[_Edit]:
    for field, value in ast.iter_fields(node):
        if field in _SKIPPED:
            continue
        for index, child in enumerate(value if isinstance(value, list) else [value]):
            if not isinstance(child, ast.AST) or _cannot_matter(child):
                continue
            place = index if isinstance(value, list) else None
            yield from (_Edit(node, field, place, child, new) for new in _changed(child))
            if not isinstance(child, ast.Raise | ast.JoinedStr):
                yield from _edits(child)


def _cannot_matter(node: ast.AST) -> bool:
    match node:
        case ast.Expr(ast.Constant()) | ast.Import() | ast.ImportFrom():
            return True
        case ast.If(test=ast.Name("TYPE_CHECKING")):
            return True
        case ast.Subscript(value=ast.Name("Literal")):
            return True
        case ast.Assign(targets=[ast.Name(name)]):
            return name in ("message", "remedy", "what", "__all__", "T")
    return False


def _changed(node: ast.AST) -> Iterator[ast.AST]:
    """What may stand in a node's place."""
    match node:
        case ast.Compare(left, [operator, *more], right):
            yield ast.Compare(left, [_OPERATORS[type(operator)](), *more], right)
        case ast.BoolOp(operator, values) if type(operator) in _OPERATORS:
            yield ast.BoolOp(_OPERATORS[type(operator)](), values)
        case ast.BinOp(left, operator, right) if type(operator) in _OPERATORS:
            yield ast.BinOp(left, _OPERATORS[type(operator)](), right)
        case ast.UnaryOp(ast.Not(), operand):
            yield operand
        case ast.Constant(value):
            yield from map(ast.Constant, _values(value))
        case ast.Call(function, [first, second, *more], keywords):
            yield ast.Call(function, [second, first, *more], keywords)
        case ast.comprehension(target, iterated, [_, *more], is_async):
            yield ast.comprehension(target, iterated, more, is_async)
        case ast.Return(value) if value and not isinstance(value, ast.Constant):
            yield ast.Return(ast.Constant(None))
        case ast.Expr() | ast.AugAssign() | ast.Raise() | ast.Continue() | ast.Break():
            yield ast.Pass()
        case ast.If(_, body, other):
            yield from (ast.If(ast.Constant(value), body, other) for value in (True, False))
        case ast.IfExp(_, body, alternative):
            yield from (body, alternative)


def _values(value: object) -> Sequence[bool | int | str]:
    match value:
        case bool():
            return (not value,)
        case int():
            return (value + 1,)
        case str() if _IS_CYPHER.search(value):
            return [*_cypher(value)]
        case str():
            return (f"{value}X",)
    return ()


def _cypher(text: str) -> Iterator[str]:
    for pattern, new in _CYPHER:
        for found in re.finditer(pattern, text, re.MULTILINE):
            yield text[: found.start()] + found.expand(new) + text[found.end() :]
