"""What resolving needs of a whole article layer that is in no graph yet, taken from the rows that the loader writes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kgload.load.rows import Kind, Row
from kgload.registry import Pointer
from kgload.resolve.applied import pointers_of
from kgload.resolve.known import KnownActors
from kgload.resolve.records import Actor, MentionRow, Where

CHANGES = {"appointment", "dismissal"}
CHANGED = {"appointee", "dismissed"}
_PRESENTED = ("kind", "name", "key", "country", "office", "function", "organization", "standing")


@dataclass(slots=True)
class Presented:
    """An actor mention. `name` and `key` are None for somebody known only by office, who has no name block. `actor` is
    whom it denotes and why, once that is known.
    """

    id: str
    article: str
    kind: Any
    name: str | None
    key: str | None
    country: str | None
    office: str | None
    function: str | None
    organization: str | None
    standing: Any
    published: date | None
    start: int
    actor: Actor | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Spoken:
    """An event mention, and the actor mentions in it: its arguments with their roles, and the one that it cites.
    `mention` has neither parties nor cited body yet.
    """

    mention: MentionRow
    arguments: tuple[tuple[Presented, str], ...]
    cited: Presented | None


@dataclass(slots=True)
class Gathered:
    """All articles' part in what is derived. There is much of it: equal words and days are one object (`_same`)."""

    known: KnownActors
    names: dict[tuple[str, str], list[Presented]] = field(default_factory=lambda: defaultdict(list))  # by kind and key
    unnamed: list[Presented] = field(default_factory=list)
    publishers: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))  # articles by publisher's name
    spoken: list[Spoken] = field(default_factory=list)
    changes: dict[str, list[tuple[Any, date, date]]] = field(default_factory=lambda: defaultdict(list))
    parts: list[tuple[str, str]] = field(default_factory=list)  # mentions: part, whole
    places: dict[str, Row] = field(default_factory=dict)
    countries: dict[str, str] = field(default_factory=dict)
    pointed: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    pointers: list[Pointer] = field(init=False)
    _same: dict[Any, Any] = field(default_factory=dict)
    _wheres: dict[tuple[str, str], Where] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.pointers = pointers_of(self.known.registry)

    def take(self, rows: Mapping[Kind, Sequence[Row]]) -> None:
        """Adds whole articles, as `load.rows` has them."""
        articles = {row["id"]: row["properties"] for row in rows["article"]}
        for article in articles.values():
            if article["publisher"]:
                self.publishers[article["publisher"]].append(article["id"])
        presented = {
            row["id"]: self._actor(row["article"], articles[row["article"]]["publishedOn"], row["properties"])
            for row in rows["actor"]
        }
        self._mentions(articles, presented, rows)
        self.places |= {row["id"]: {"id": row["id"], **row["properties"]} for row in rows["place"]}
        self.countries |= {row["code"]: row["name"] for row in rows["country"]}

    def _actor(self, article: str, published: date | None, said: Row) -> Presented:
        kind, name, key, country, office, function, organization, standing, day = self._once(
            *(said[name] for name in _PRESENTED), published
        )
        start = said["starts"][0] if said["starts"] else 0
        one = Presented(
            said["id"], article, kind, name, key, country, office, function, organization, standing, day, start
        )
        (self.unnamed if key is None else self.names[kind, key]).append(one)
        return one

    def _mentions(
        self, articles: Mapping[str, Row], presented: Mapping[str, Presented], rows: Mapping[Kind, Sequence[Row]]
    ) -> None:
        arguments: dict[str, list[tuple[Presented, str]]] = defaultdict(list)
        for row in rows["names"]:
            arguments[row["mention"]].append((presented[row["actor"]], *self._once(row["role"])))
        cited = {row["mention"]: presented[row["actor"]] for row in rows["attributed"]}
        places = {row["id"]: row for row in rows["place"]}
        held = {row["mention"]: self._where(places[row["place"]], row["basis"]) for row in rows["at"]}
        for row in rows["mention"]:
            said, article = row["properties"], articles[row["article"]]
            mention = self._mention(row["article"], article["publishedOn"], said, held.get(said["id"]))
            self.spoken.append(Spoken(mention, tuple(arguments[said["id"]]), cited.get(said["id"])))
            self.parts += [(said["id"], whole) for whole in said["partOf"] or ()]
            if _is_change(said):
                for actor, role in arguments[said["id"]]:
                    if role in CHANGED:
                        self.changes[actor.id].append((said["type"], said["earliest"], said["latest"]))
            self._point(said, article)

    def _where(self, place: Row, basis: Any) -> Where:
        found = self._wheres.get((place["id"], basis))
        if found is None:
            name, country = place["properties"]["name"], place["properties"]["country"]
            found = Where(place["id"], name, country, basis, self.known.city(name))
            self._wheres[place["id"], basis] = found
        return found

    def _once(self, *values: Any) -> Iterator[Any]:
        return map(self._same.setdefault, values, values)

    def _mention(self, article: str, published: date | None, said: Row, place: Where | None) -> MentionRow:
        kind, group, status, earliest, latest, precision, day = self._once(
            *(said[name] for name in ("type", "group", "status", "earliest", "latest", "precision")), published
        )
        return MentionRow(
            id=said["id"],
            article=article,
            published=day,
            cited=None,
            publisher=article,
            type=kind,
            group=group,
            status=status,
            count=said["count"],
            distinct_from=tuple(said["distinctFrom"] or ()),
            earliest=earliest,
            latest=latest,
            precision=precision,
            place=place,
            parties=(),
            start=said["triggerStart"],
        )

    def _point(self, said: Row, article: Row) -> None:
        for number, pointer in enumerate(self.pointers):
            if _means(pointer, said, article):
                self.pointed[number].add(said["id"])


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
