"""Why the graph says what it says: the sentences, articles, rules, extractor versions and runs behind an event."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from kgload.database import Database
from kgload.errors import UsageError
from kgload.query.catalog import get_query
from kgload.query.render import Row, plain, words

_EVENT = """
MATCH (event:Event {id: $id})
RETURN event {
  .id, .type, .status, .earliest, .latest, .precision,
  place: COLLECT {
    MATCH (event)-[:HELD_AT]->(place:Place)
    OPTIONAL MATCH (place)-[:IN]->(land:Country)
    RETURN coalesce(place.name, land.name)
    ORDER BY place.name, place.id
    LIMIT 1
  }[0],
  participants: COLLECT {
    MATCH (actor:Actor)-[part:PARTICIPATED_IN]->(event)
    RETURN part {name: actor.name, .role, .office, .organization, .country, .basis}
    ORDER BY actor.name, actor.id
  }
} AS event
"""
_MENTION = """
MATCH (mention:Mention {id: $id})-[:FOUND_IN]->(article:Article)
RETURN mention {
         .id, .type, .status, .quote, .start, .end, .rule, .extractor, article: article.id, path: article.path
       } AS mention,
       COLLECT { MATCH (mention)-[:REPORTS]->(event:Event) RETURN event.id } AS reports,
       COLLECT { MATCH (mention)-[:MAY_REPORT]->(event:Event) RETURN event.id ORDER BY event.id } AS candidates
"""
_RUNS = """
UNWIND $articles AS id
MATCH (article:Article {id: id})<-[loaded:LOADED]-(run:Run)
WHERE loaded.sha256 = article.sha256 AND loaded.extractorHash = article.extractorHash
WITH run, article ORDER BY article.id
RETURN run.id AS id, run.started AS started, run.kgload AS kgload, collect(DISTINCT article.id) AS articles
ORDER BY started, id
"""


@dataclass(frozen=True, slots=True)
class Why:
    """One event, the rows of `evidence_for_event`, and the runs that loaded its articles as they are now."""

    event: Row
    evidence: tuple[Row, ...]
    runs: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is behind an id: for a mention also the mention itself, and every event that it reports or may report."""

    asked: str
    mention: Row | None
    events: tuple[Why, ...]


def explain(database: Database, identifier: str) -> Explanation:
    """Explains an event or a mention. UsageError if the graph has neither."""
    if why := _why(database, identifier):
        return Explanation(identifier, None, (why,))
    found = database.read(_MENTION, {"id": identifier})
    if not found:
        hint = "`kgload query meetings_between` and `kgload query mentions` show ids"
        raise UsageError(f"no event and no mention has the id {identifier!r}", hint)
    events = [_why(database, event) for event in found[0]["reports"] or found[0]["candidates"]]
    return Explanation(identifier, found[0]["mention"], tuple(why for why in events if why))


def render_explanation(explanation: Explanation, as_json: bool = False) -> str:
    """One JSON object, or text for reading."""
    if as_json:
        return json.dumps(asdict(explanation), ensure_ascii=False, indent=2, default=date.isoformat)
    lines = _mention_lines(explanation)
    for why in explanation.events:
        lines += [*_event_lines(why.event), *_evidence_lines(why), *_run_lines(why)]
    return "\n".join(lines).rstrip()


def _why(database: Database, event: str) -> Why | None:
    found = database.read(_EVENT, {"id": event})
    if not found:
        return None
    evidence = database.read(get_query("evidence_for_event").statement, {"event": event})
    runs = database.read(_RUNS, {"articles": sorted({row["article"] for row in evidence})})
    return Why(found[0]["event"], tuple(evidence), tuple(runs))


def _mention_lines(explanation: Explanation) -> list[str]:
    mention = explanation.mention
    if mention is None:
        return []
    whole = {event.event["id"] for event in explanation.events}
    certain = any(row["mention"] == mention["id"] and row["certain"] for w in explanation.events for row in w.evidence)
    verb = "reports" if certain else "may report one of" if len(whole) > 1 else "may report"
    outcome = f"{verb} {', '.join(sorted(whole))}" if whole else "reports no event"
    return [f"{mention['id']} ({mention['path']}) {outcome}: “{plain(mention['quote'])}”", ""]


def _event_lines(event: Row) -> list[str]:
    where = f" in {plain(event['place'])}" if event["place"] else ""
    lines = [f"{event['type']}, {event['status']}, {_when(event)}{where}", f"  {event['id']}"]
    for who in event["participants"]:
        known = {key: who[key] for key in ("name", "office", "organization", "country")}
        lines.append(f"  {who['role']}: {words(known)}{_basis(who)}")
    return [*lines, ""]


def _evidence_lines(why: Why) -> list[str]:
    lines = []
    for number, row in enumerate(why.evidence, start=1):
        doubt = "" if row["certain"] else " (may report this event)"
        source = {"where": row["url"] or row["path"], "publisher": row["publisher"], "published": row["published"]}
        rule = f"{words(row['rule'])} of {words(row['extractor'])} {words(row['extractor_version'])}"
        lines += [
            f"{number}. “{plain(row['quote'])}”{doubt}",
            f"   {words(source)} [{row['start']}:{row['end']}]",
            f"   {row['status']}, {_when(row)}{_said(row)}",
            f"   rule {rule}{_reason(row)}",
        ]
    return [*lines, ""]


def _run_lines(why: Why) -> list[str]:
    lines = []
    for run in why.runs:
        number = len(run["articles"])
        articles = f"{number} article{'' if number == 1 else 's'}"
        lines.append(f"loaded by {run['id']}, started {run['started']}, kgload {run['kgload']}: {articles}")
    return [*lines, ""]


def _when(row: Row) -> str:
    if row["earliest"] is None:
        return "time unknown"
    if row["earliest"] == row["latest"]:
        return f"{row['earliest']}"
    return f"{row['earliest']}..{row['latest']} ({row['precision']})"


def _said(row: Row) -> str:
    said: list[Any] = []
    if row["time_text"]:
        said.append(f"“{plain(row['time_text'])}” seen from the {row['time_anchor'] or 'text itself'}")
    if row["attribution"]:
        said.append(f"cites “{plain(row['attribution'])}”")
    return f"; {'; '.join(said)}" if said else ""


def _reason(row: Row) -> str:
    return f"; {row['reason']}" if row["reason"] else ""


def _basis(who: Row) -> str:
    return f" ({who['basis']})" if who["basis"] and who["basis"] != "stated" else ""
