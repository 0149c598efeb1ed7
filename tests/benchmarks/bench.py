"""The public sets of ../shared/bench, coded from their raw sentences through the same door as `kgload extract`.

PETR2   The countries that consult (CAMEO 04x), as unordered pairs. Its coders knew no status, so a planned meeting
        counts. CAMEO has no place: who goes to a country, or meets in a third one, is coded with that country. So the
        countries of an event are those of its participants and of its place, and each two of them are a pair; if there
        is one only, and two participants, it is a pair with itself (a government and its opposition).
PLOVER  Each sentence is one event of one class. It is CONSULT if we give an event of that root as held: PLOVER puts
        what is agreed or planned under AGREE and what is refused under REJECT.

Which of our types are CONSULT is said by `plover` in schema/event_types.toml. Statements, the least complete of our
types, do not count where a sentence must be left empty.
"""

from __future__ import annotations

import json
import re
import tempfile
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

from kgload import pipeline
from kgload.errors import RecordError
from kgload.rdf.jsonlines import json_object
from kgload.vocabulary import vocabulary

Event = dict[str, Any]
Pair = tuple[str, str]

PETR2, PLOVER = "PETR2_GSR_validation.xml", "PLOVER_GSR_CAMEO.txt"
CONSULT = "CONSULT"


@dataclass(frozen=True, slots=True)
class Record:
    """A sentence of PETR2. `eventless` is said by the file; a record may also hold events of other kinds alone."""

    id: str
    text: str
    published: str | None
    pairs: frozenset[Pair]
    eventless: bool


def petr2_figures(file: Path) -> tuple[dict[str, Any], list[str]]:
    records = list(read_petr2(file))
    given = events_of((r.id, r.text, r.published) for r in records)
    right = wrong = missed = empty = 0
    misses = []
    for record in records:
        events = given.get(record.id, [])
        pairs = {pair for event in events if root(event) == CONSULT for pair in country_pairs(event)}
        right += len(pairs & record.pairs)
        wrong += len(pairs - record.pairs)
        missed += len(record.pairs - pairs)
        coded = any(country_pairs(event) for event in events if event["type"] != "statement")
        empty += record.eventless and not coded
        misses += [f"{record.id}: pair missed: {'-'.join(pair)}" for pair in sorted(record.pairs - pairs)]
        misses += [f"{record.id}: pair too many: {'-'.join(pair)}" for pair in sorted(pairs - record.pairs)]
        misses += [f"{record.id}: not left empty"] * (record.eventless and coded)
    figures = {"consult_pairs": right + missed, **rates(right, wrong, missed)}
    return {**figures, "eventless": sum(r.eventless for r in records), "left_empty": empty}, misses


def plover_figures(file: Path) -> tuple[dict[str, Any], list[str]]:
    records = [r for r in json.loads(file.read_text(encoding="utf-8")) if r.get("text")]
    given = events_of((r["id"], r["text"], None) for r in records)
    gold = {r["id"] for r in records if r["event"] == CONSULT}
    found = {record for record, events in given.items() if any(map(consulted, events))}
    misses = [f"{record}: missed" for record in sorted(gold - found)]
    misses += [f"{record}: given as {CONSULT}" for record in sorted(found - gold)]
    figures = {"sentences": len(records), "consult": len(gold)}
    return {**figures, **rates(len(gold & found), len(found - gold), len(gold - found))}, misses


def rates(right: int, wrong: int, missed: int) -> dict[str, float]:
    precision = right / (right + wrong) if right + wrong else 0.0
    recall = right / (right + missed) if right + missed else 0.0
    f1 = 2 * right / (2 * right + wrong + missed) if right else 0.0
    return {"precision": round(precision, 3), "recall": round(recall, 3), "f1": round(f1, 3)}


def read_petr2(file: Path) -> Iterator[Record]:
    """The file is no well-formed XML (some heads close themselves). Its parses are hand-made and not looked at."""
    for part in re.split(r"(?=<Sentence\s)", file.read_text(encoding="utf-8"))[1:]:
        head = dict(re.findall(r'(\w+)="([^"]*)"', part[: part.index(">")]))
        text = re.search(r"<Text>(.*?)</Text>", part, re.DOTALL)
        assert text, f"{file}: {head['id']} has no text"
        codes = re.findall(r'eventcode="04\w*" sourcecode="(\w{3})\w*" targetcode="(\w{3})\w*"', part)
        pairs = frozenset((min(pair), max(pair)) for pair in codes)
        yield Record(head["id"], " ".join(text[1].split()), _day(head["date"]), pairs, 'noevents="True"' in part)


def _day(digits: str) -> str | None:
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}" if re.fullmatch(r"20\d{6}", digits) else None


def events_of(records: Iterable[tuple[str, str, str | None]]) -> dict[str, list[Event]]:
    """Record -> events. A text that reading rejects has none."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "records.jsonl"
        rows = [{"id": name, "text": text, "published": day} for name, text, day in records]
        file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        found = [json_object(one) for one in pipeline.extractions([file]) if not isinstance(one, RecordError)]
    return {one["article"]["path"].partition("#")[2]: one["events"] for one in found}


def consulted(event: Mapping[str, Any]) -> bool:
    return root(event) == CONSULT and event["status"] == "occurred"


def root(event: Mapping[str, Any]) -> str:
    return vocabulary()[event["type"]].plover


def country_pairs(event: Mapping[str, Any]) -> set[Pair]:
    sides = {alpha3(p["country"]) for p in event["participants"] if p["country"]}
    place = event["place"] and event["place"]["country"]
    countries = sorted(sides | ({alpha3(place)} if place else set()))
    if len(countries) == 1 and len([p for p in event["participants"] if p["country"]]) > 1:
        return {(countries[0], countries[0])}
    return set(combinations(countries, 2))


def alpha3(code: str) -> str:
    """Of an ISO 3166 alpha-2 code; what is no country there (EU) stays."""
    return _alpha3().get(code, code)


@cache
def _alpha3() -> dict[str, str]:
    table = tomllib.loads(Path(__file__).with_name("alpha3.toml").read_text(encoding="utf-8"))
    return dict(pair.split(":") for pair in table["alpha3"].split())
