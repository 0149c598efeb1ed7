"""What resolving needs of a whole article layer that is in no graph yet, taken from the rows that the loader writes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kgload.load.rows import Kind, Row
from kgload.names import name_key
from kgload.registry import Pointer
from kgload.resolve.applied import pointers_of
from kgload.resolve.blocks import NameBlock
from kgload.resolve.known import KnownActors
from kgload.resolve.records import ActorRow, MentionRow, Where

CHANGES = {"appointment", "dismissal"}
CHANGED = {"appointee", "dismissed"}


@dataclass(frozen=True, slots=True)
class Presented:
    """An actor mention. `row` is None for somebody known only by office, who has no name block."""

    id: str
    kind: Any
    key: str | None
    country: str | None
    office: str | None
    function: str | None
    organization: str | None
    standing: Any
    published: date | None
    row: ActorRow | None


@dataclass(frozen=True, slots=True)
class Spoken:
    """An event mention, and the actor mentions in it: its arguments with their roles, and the one that it cites.
    `mention` has neither parties nor cited body yet.
    """

    mention: MentionRow
    arguments: tuple[tuple[str, str], ...]
    cited: str | None


@dataclass(slots=True)
class Gathered:
    """All articles' part in what is derived."""

    known: KnownActors
    names: dict[NameBlock, list[ActorRow]] = field(default_factory=lambda: defaultdict(list))
    presented: dict[str, Presented] = field(default_factory=dict)
    spoken: dict[str, Spoken] = field(default_factory=dict)
    changes: dict[str, list[tuple[Any, date, date]]] = field(default_factory=lambda: defaultdict(list))
    parts: list[tuple[str, str]] = field(default_factory=list)  # mentions: part, whole
    places: dict[str, Row] = field(default_factory=dict)
    countries: dict[str, str] = field(default_factory=dict)
    pointed: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    pointers: list[Pointer] = field(init=False)

    def __post_init__(self) -> None:
        self.pointers = pointers_of(self.known.registry)

    def take(self, rows: Mapping[Kind, Sequence[Row]]) -> None:
        """Adds whole articles, as `load.rows` has them."""
        articles = {row["id"]: row["properties"] for row in rows["article"]}
        for row in rows["article"]:
            self._publisher(row["id"], row["properties"]["publisher"])
        for row in rows["actor"]:
            self._actor(row["article"], articles[row["article"]]["publishedOn"], row["properties"])
        self._mentions(articles, rows)
        self.places |= {row["id"]: {"id": row["id"], **row["properties"]} for row in rows["place"]}
        self.countries |= {row["code"]: row["name"] for row in rows["country"]}

    def _publisher(self, article: str, name: str | None) -> None:
        if name:
            key = name_key(name)
            self.names[NameBlock("organization", key)].append(ActorRow(article, article, name, key, "organization"))

    def _actor(self, article: str, published: date | None, said: Row) -> None:
        row = None
        if said["key"] is not None:
            row = ActorRow(
                said["id"], article, said["name"], said["key"], said["kind"], said["country"], said["function"],
                published, said["starts"][0] if said["starts"] else 0,
            )  # fmt: skip
            self.names[NameBlock(said["kind"], said["key"])].append(row)
        self.presented[said["id"]] = Presented(
            said["id"], said["kind"], said["key"], said["country"], said["office"], said["function"],
            said["organization"], said["standing"], published, row,
        )  # fmt: skip

    def _mentions(self, articles: Mapping[str, Row], rows: Mapping[Kind, Sequence[Row]]) -> None:
        arguments: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for row in rows["names"]:
            arguments[row["mention"]].append((row["actor"], row["role"]))
        cited = {row["mention"]: row["actor"] for row in rows["attributed"]}
        places = {row["id"]: row for row in rows["place"]}
        held = {row["mention"]: self._where(places[row["place"]], row["basis"]) for row in rows["at"]}
        for row in rows["mention"]:
            said, article = row["properties"], articles[row["article"]]
            mention = _mention(row["article"], article["publishedOn"], said, held.get(said["id"]))
            self.spoken[said["id"]] = Spoken(mention, tuple(arguments[said["id"]]), cited.get(said["id"]))
            self.parts += [(said["id"], whole) for whole in said["partOf"] or ()]
            if _is_change(said):
                for actor, role in arguments[said["id"]]:
                    if role in CHANGED:
                        self.changes[actor].append((said["type"], said["earliest"], said["latest"]))
            self._point(said, article)

    def _where(self, place: Row, basis: Any) -> Where:
        name, country = place["properties"]["name"], place["properties"]["country"]
        return Where(place["id"], name, country, basis, self.known.city(name))

    def _point(self, said: Row, article: Row) -> None:
        for number, pointer in enumerate(self.pointers):
            if _means(pointer, said, article):
                self.pointed[number].add(said["id"])


def _mention(article: str, published: date | None, said: Row, place: Where | None) -> MentionRow:
    return MentionRow(
        id=said["id"],
        article=article,
        published=published,
        cited=None,
        publisher=article,
        type=said["type"],
        group=said["group"],
        status=said["status"],
        count=said["count"],
        distinct_from=tuple(said["distinctFrom"] or ()),
        earliest=said["earliest"],
        latest=said["latest"],
        precision=said["precision"],
        place=place,
        parties=(),
        start=said["triggerStart"],
    )


def _is_change(said: Row) -> bool:
    """It tells that somebody came into an office or left it, and when."""
    return (
        said["type"] in CHANGES
        and said["status"] == "occurred"
        and said["earliest"] is not None
        and said["count"] is None
    )


def _means(pointer: Pointer, said: Row, article: Row) -> bool:
    named = pointer.mention == said["id"]
    if pointer.article is not None:
        named = named or pointer.article in (article["id"], article["url"], article["path"])
    return named and (pointer.quote is None or pointer.quote in said["quote"])
