"""Name blocks in Neo4j: what actor mentions and publishers denote, the actors, the names that find them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kgload import ids
from kgload.database import Transaction
from kgload.model import Issue
from kgload.names import name_key
from kgload.resolve import names_cypher as cypher
from kgload.resolve.actors import also_called, called_by_offices, resolve_names
from kgload.resolve.blocks import NameBlock
from kgload.resolve.known import KnownActors, office_key
from kgload.resolve.marks import clear, event_blocks, mark, office_block
from kgload.resolve.records import Actor, ActorRow
from kgload.resolve.sending import Row, send_ids, send_rows

Link = tuple[str, str, str]  # subject, actor, reason


@dataclass(slots=True)
class _Batch:
    """The rows of some name blocks with the links that they have now, and then what they come to.

    `linked` are actors that rows denote which need not be looked at one by one.
    """

    rows: dict[NameBlock, list[ActorRow]]
    linked: set[str] = field(default_factory=set)
    links: set[Link] = field(default_factory=set)
    published: set[Link] = field(default_factory=set)
    offices: set[str] = field(default_factory=set)
    actors: dict[str, Actor] = field(default_factory=dict)
    new_links: set[Link] = field(default_factory=set)
    new_published: set[Link] = field(default_factory=set)
    issues: list[Issue] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Form:
    """How many rows of a block say the same and denote the same actor. `ids` are those that denote nobody yet."""

    row: ActorRow
    actor: str | None
    reason: str
    ids: tuple[str, ...]
    publisher: bool


def publisher_names(tx: Transaction) -> dict[str, list[str]]:
    """The names of publishers as articles have them, by their key."""
    names: dict[str, list[str]] = defaultdict(list)
    for row in tx.run(cypher.PUBLISHER_NAMES).rows:
        names[name_key(row["name"])].append(row["name"])
    return names


def resolve_name_blocks(tx: Transaction, blocks: Sequence[NameBlock], known: KnownActors) -> list[Issue]:
    """Writes what these blocks come to, marks the offices and events that follow from it, and clears the blocks'
    marks.
    """
    publishers = publisher_names(tx) if any(block.kind == "organization" for block in blocks) else {}
    names = {name: b.key for b in blocks if b.kind == "organization" for name in publishers.get(b.key, ())}
    batch = _Batch({})
    rest = _resolve_forms(batch, _forms(tx, blocks, batch, names), known)
    _read(tx, rest, batch, names)
    _resolve(batch, known)
    called = {row["id"] for row in tx.run(cypher.CALLED, {"blocks": _block_rows(blocks)}).rows}
    concerned = called | batch.linked | {link[1] for link in batch.links | batch.published} | set(batch.actors)
    before = _actors(tx, concerned)
    _name_seats(batch, before, known)
    offices = batch.offices | {office_block(key) for actor in concerned for key in known.offices_of(actor)}
    offices |= _held(tx, before)
    renamed = _write_actors(tx, batch.actors.values(), before, known)
    _write_links(tx, batch)
    _write_names(tx, _drop_unsupported(tx, concerned), known)
    changed = {link[0] for link in batch.links ^ batch.new_links}
    republished = {link[0] for link in batch.published ^ batch.new_published}
    mark(tx, offices | _follow(tx, changed, renamed, republished))
    clear(tx, (ids.name_block_id(block.kind, block.key) for block in blocks))
    return batch.issues


def _block_rows(blocks: Iterable[NameBlock]) -> list[dict[str, str]]:
    return [{"kind": block.kind, "key": block.key} for block in sorted(blocks, key=lambda b: (b.kind, b.key))]


def _forms(
    tx: Transaction, blocks: Sequence[NameBlock], batch: _Batch, names: Mapping[str, str]
) -> dict[NameBlock, list[_Form]]:
    """What the rows of these blocks say, and how often; the offices in it go into the batch."""
    forms: dict[NameBlock, list[_Form]] = {block: [] for block in blocks}
    for n, row in enumerate(tx.run(cypher.FORMS_USED, {"blocks": _block_rows(blocks)}).rows):
        who = {name: row[name] for name in ("name", "key", "kind", "country", "function")}
        said = ActorRow(f"form {n}", "", **who, times=row["times"])
        form = _Form(said, row["actor"], row["reason"] or "", tuple(row["ids"]), publisher=False)
        forms[NameBlock(row["kind"], row["key"])].append(form)
        office = office_key(row["function"], row["office"], row["organization"], row["country"])
        if office and row["kind"] == "person":
            batch.offices.add(office_block(office))
    for n, row in enumerate(tx.run(cypher.PUBLISHERS_NAMED, {"names": sorted(names)}).rows if names else ()):
        key = names[row["name"]]
        said = ActorRow(f"publisher {n}", "", row["name"], key, "organization", times=row["times"])
        forms[NameBlock("organization", key)].append(_Form(said, row["actor"], "", tuple(row["ids"]), publisher=True))
    left = tx.run(cypher.UNPUBLISHED, {"blocks": _block_rows(blocks)}).rows
    batch.published |= {(row["id"], row["actor"], "") for row in left}
    return forms


def _resolve_forms(batch: _Batch, forms: Mapping[NameBlock, Sequence[_Form]], known: KnownActors) -> list[NameBlock]:
    """Resolves the blocks of which all rows denote whom they denoted, or are new. The others are handed back: those
    with a row that denotes nobody or somebody else, or depends on its day.
    """
    rest = []
    for block, said in forms.items():
        naming = resolve_names((form.row for form in said), known)
        denoted = {link.subject: (link.actor, link.reason) for link in naming.denotations}
        if all(_as_before(form, denoted.get(form.row.id)) and not known.by_day(form.row) for form in said):
            batch.actors |= {actor.id: actor for actor in naming.actors}
            batch.linked |= {actor for actor, _ in denoted.values()}
            for form in said:
                actor, reason = denoted[form.row.id]
                if form.publisher:
                    batch.new_published |= {(article, actor, "") for article in form.ids}
                else:
                    batch.new_links |= {(mention, actor, reason) for mention in form.ids}
        else:
            rest.append(block)
    return rest


def _as_before(form: _Form, denoted: tuple[str, str] | None) -> bool:
    if denoted is None:
        return False
    actor, reason = denoted
    return form.actor is None or (form.actor, form.reason) == (actor, "" if form.publisher else reason)


def _read(tx: Transaction, blocks: Sequence[NameBlock], batch: _Batch, names: Mapping[str, str]) -> None:
    """All rows of these blocks, each."""
    batch.rows |= {block: [] for block in blocks}
    if not blocks:
        return
    for row in tx.run(cypher.MENTIONS, {"blocks": _block_rows(blocks)}).rows:
        batch.rows[NameBlock(row["kind"], row["key"])].append(
            ActorRow(
                id=row["id"],
                article=row["article"],
                name=row["name"],
                key=row["key"],
                kind=row["kind"],
                country=row["country"],
                function=row["function"],
                on=row["published"],
                start=row["start"] or 0,
            )
        )
        batch.links |= {(row["id"], actor, reason) for actor, reason in row["links"]}
    wanted = {name: key for name, key in names.items() if NameBlock("organization", key) in batch.rows}
    for row in tx.run(cypher.PUBLISHERS, {"names": sorted(wanted)}).rows if wanted else ():
        key = wanted[row["name"]]
        article = row["id"]
        batch.rows[NameBlock("organization", key)].append(ActorRow(article, article, row["name"], key, "organization"))
        batch.published |= {(article, actor, "") for actor in row["links"]}


def _resolve(batch: _Batch, known: KnownActors) -> None:
    for rows in batch.rows.values():
        naming = resolve_names(rows, known)
        batch.actors |= {actor.id: actor for actor in naming.actors}
        articles = {row.id for row in rows if row.id == row.article}
        for link in naming.denotations:
            if link.subject in articles:
                batch.new_published.add((link.subject, link.actor, ""))
            else:
                batch.new_links.add((link.subject, link.actor, link.reason))
        batch.issues += naming.issues


def _actors(tx: Transaction, wanted: Iterable[str]) -> dict[str, Row]:
    return {row["id"]: row for row in tx.run(cypher.ACTORS, {"ids": sorted(wanted)}).rows}


def _name_seats(batch: _Batch, before: Mapping[str, Row], known: KnownActors) -> None:
    for actor, old in before.items():
        if actor not in batch.actors and (found := called_by_offices(actor, old["country"], old["seats"], known)):
            batch.actors[actor] = found


def _held(tx: Transaction, actors: Iterable[str]) -> set[str]:
    rows = tx.run(cypher.OFFICES, {"ids": sorted(actors)}).rows
    keys = (office_key(row["function"], row["title"], row["organization"], row["country"]) for row in rows)
    return {office_block(key) for key in keys if key}


def _write_actors(tx: Transaction, actors: Iterable[Actor], before: Mapping[str, Row], known: KnownActors) -> set[str]:
    """Writes actors that differ from what is there; gives those that are now called otherwise."""
    wanted = sorted(actors, key=lambda actor: actor.id)
    changed = [actor for actor in wanted if _shown(actor) != _shown_before(before.get(actor.id))]
    rows = [{"id": a.id, "kind": a.kind, "name": a.name, "country": a.country} for a in changed]
    send_rows(tx, cypher.PERSONS, [row for row in rows if row["kind"] == "person"])
    send_rows(tx, cypher.ORGANIZATIONS, [row for row in rows if row["kind"] != "person"])
    sided = [actor for actor in wanted if actor.kind != "person" and actor.country]
    missing = [a for a in sided if a.id not in before or a.country not in before[a.id]["sides"]]
    sides = [{"actor": a.id, "code": a.country, "name": known.country_name(a.country or "")} for a in missing]
    send_rows(tx, cypher.ACT_FOR, sides)
    return {actor.id for actor in changed if actor.id in before}


def _write_names(tx: Transaction, rows: Sequence[Row], known: KnownActors) -> None:
    """Actors are found by the registry's names and by all forms that articles use, in whichever block they are."""
    forms = {row["id"]: row["forms"] for row in tx.run(cypher.FORMS, {"ids": sorted(row["id"] for row in rows)}).rows}
    lost, found = [], []
    for row in sorted(rows, key=lambda row: str(row["id"])):
        entry = known.entry_of(row["id"])
        actor = Actor(row["id"], row["kind"], row["name"], row["country"], entry.names if entry else ())
        wanted, there = set(also_called(actor, forms.get(actor.id, ())).names), set(row["names"])
        lost += [{"actor": actor.id, "key": key} for key in sorted(there - wanted)]
        found += [{"actor": actor.id, "key": key} for key in sorted(wanted - there)]
    send_rows(tx, cypher.UNNAME, lost)
    send_rows(tx, cypher.NAME, found)


def _shown(actor: Actor) -> tuple[str | None, ...]:
    return actor.kind, actor.name, actor.country


def _shown_before(row: Row | None) -> tuple[str | None, ...] | None:
    return (row["kind"], row["name"], row["country"]) if row else None


def _write_links(tx: Transaction, batch: _Batch) -> None:
    send_rows(tx, cypher.UNLINK, _link_rows(batch.links - batch.new_links))
    send_rows(tx, cypher.LINK, _link_rows(batch.new_links - batch.links))
    send_rows(tx, cypher.UNPUBLISH, _link_rows(batch.published - batch.new_published))
    send_rows(tx, cypher.PUBLISH, _link_rows(batch.new_published - batch.published))


def _link_rows(links: Iterable[Link]) -> list[dict[str, str]]:
    return [{"subject": subject, "actor": actor, "reason": reason} for subject, actor, reason in sorted(links)]


def _drop_unsupported(tx: Transaction, concerned: Iterable[str]) -> list[Row]:
    """Actors that nothing denotes any more vanish with their names; the others, which are given, publish or do not.

    That an event takes somebody known only by office for one of them does not count: it follows from their being there.
    """
    now = _actors(tx, concerned).values()
    kept = [row for row in now if row["supported"]]
    dropped = [row for row in now if not row["supported"]]
    send_rows(tx, cypher.UNNAME, [{"actor": row["id"], "key": key} for row in dropped for key in sorted(row["names"])])
    send_ids(tx, cypher.DROP, [row["id"] for row in dropped])
    send_ids(tx, cypher.PUBLISHES, [row["id"] for row in kept if row["publishes"] and not row["publisher"]])
    send_ids(tx, cypher.PUBLISHES_NOT, [row["id"] for row in kept if row["publisher"] and not row["publishes"]])
    return kept


def _follow(tx: Transaction, changed: set[str], renamed: set[str], republished: set[str]) -> set[str]:
    """The event blocks of mentions whose actors are others now, or are called otherwise."""
    questions = ((cypher.SPOKEN_OF, changed), (cypher.REPORTED_WITH, renamed), (cypher.PUBLISHED, republished))
    rows = (row for question, about in questions if about for row in tx.run(question, {"ids": sorted(about)}).rows)
    return {block for row in rows for block in event_blocks(row)}
