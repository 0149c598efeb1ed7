"""The door to Neo4j, against a real server."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

import pytest

from disposable import MARK, NotDisposableError, claim, count, wipe
from faults.proxy import proxy
from kgload.database import CommitUnknown, Database, StatementError, Transaction, open_database
from kgload.errors import KgloadError, SetupError, UnreachableError, UsageError
from kgload.load.constraints import ensure_constraints
from kgload.network import is_public
from kgload.server import ensure_running
from kgload.settings import Settings, load_settings

pytestmark = pytest.mark.neo4j


def remote(settings: Settings, uri: str) -> Settings:
    """The shared server's login at another address."""
    if settings.neo4j_uri:
        return settings.model_copy(update={"neo4j_uri": uri})
    connection = ensure_running(settings)
    return settings.model_copy(update={"neo4j_uri": uri, "neo4j_password": connection.password})


def test_a_database_knows_what_it_is(database: Database) -> None:
    assert tuple(map(int, database.version.split(".")[:2])) >= (5, 26)
    assert len(database.identity) >= 32
    assert database.name == "neo4j"


def test_a_write_counts_what_it_changed(graph: Database) -> None:
    answer = graph.write(lambda tx: tx.run("CREATE (a:A {x: $x})-[:TO]->(:B) RETURN a.x AS x", {"x": 1}))
    assert answer.rows == [{"x": 1}]
    counted = answer.counters
    assert (counted.nodes_created, counted.relationships_created, counted.properties_set) == (2, 1, 1)
    assert not graph.write(lambda tx: tx.run("MATCH (a:A) RETURN a")).counters


def test_a_write_is_whole_or_absent(graph: Database) -> None:
    def fails(tx: Transaction) -> None:
        tx.run("CREATE (:A)")
        raise UsageError("on purpose")

    with pytest.raises(UsageError, match="on purpose"):
        graph.write(fails)
    assert count(graph) == 0


def test_values_come_back_as_plain_python(graph: Database) -> None:
    day, moment = date(2023, 11, 8), datetime(2023, 11, 8, 12, 30, tzinfo=UTC)
    graph.write(lambda tx: tx.run("CREATE (:A {day: $day, days: [$day], at: $at})", {"day": day, "at": moment}))
    row = graph.read("MATCH (a:A) RETURN a, a.day AS day, a.at AS at, {inner: a.day} AS map, null AS none")[0]
    assert row["a"] == {"day": day, "days": [day], "at": moment}
    assert type(row["day"]) is date
    assert row["map"] == {"inner": day}
    assert row["at"] == moment
    assert row["none"] is None


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param("CREATE (:A)", id="create"),
        pytest.param("MERGE (:A {x: 1})", id="merge"),
        pytest.param("MATCH (n) SET n.x = 1", id="set"),
        pytest.param("MATCH (n) DETACH DELETE n", id="delete"),
        pytest.param("MATCH (n) CALL (n) { SET n.x = 1 } IN TRANSACTIONS", id="in-transactions"),
        pytest.param("CREATE CONSTRAINT c FOR (n:Zzz) REQUIRE n.id IS UNIQUE", id="constraint"),
        pytest.param("CREATE INDEX i FOR (n:Zzz) ON (n.id)", id="index"),
        pytest.param("CREATE USER eve SET PASSWORD 'long enough'", id="user"),
        pytest.param("CALL db.createLabel('Zzz')", id="procedure"),
    ],
)
def test_a_read_cannot_write(graph: Database, statement: str) -> None:
    with pytest.raises(UsageError, match="only read"):
        graph.read(statement)
    assert count(graph) == 0


def test_a_wrong_query_is_the_users_to_correct(graph: Database) -> None:
    with pytest.raises(UsageError, match="Invalid input"):
        graph.read("METCH (n) RETURN n")


def test_a_read_ends_in_time(graph: Database) -> None:
    with pytest.raises(UsageError, match="too long"):
        graph.read("UNWIND range(1, 10000000000) AS x RETURN sum(x)", timeout=0.2)


def test_a_read_gives_all_rows_or_says_so(graph: Database) -> None:
    assert len(graph.read("UNWIND range(1, 50) AS x RETURN x", max_rows=50)) == 50
    with pytest.raises(UsageError, match="more than 49 rows"):
        graph.read("UNWIND range(1, 50) AS x RETURN x", max_rows=49)


@pytest.mark.parametrize(
    "value",
    [
        pytest.param({"a": 1}, id="map"),
        pytest.param(2**63, id="over-64-bit"),
        pytest.param("\ud800", id="lone-surrogate"),
        pytest.param([1, "a"], id="mixed-list"),
    ],
)
def test_a_value_that_cannot_be_stored_is_refused_by_name(graph: Database, value: object) -> None:
    with pytest.raises(StatementError) as caught:
        graph.write(lambda tx: tx.run("CREATE (:A {x: $x})", {"x": value}))
    assert caught.value.code
    assert count(graph) == 0


@pytest.mark.parametrize("text", ["'}) DETACH DELETE (n", "`:A`", "\x00", "\x1b[31m", "\u202e", "$x", "\\u0027"])
def test_hostile_text_arrives_as_text(graph: Database, text: str) -> None:
    graph.write(lambda tx: tx.run("CREATE (:A {x: $x})", {"x": text}))
    assert graph.read("MATCH (a:A) RETURN a.x AS x") == [{"x": text}]


def test_parameters_arrive_by_their_names_and_one_that_is_missing_is_an_error(graph: Database) -> None:
    given = {"ids": ["a", "b"], "id": None, "given": {"ids": 1}, "more": 3}
    statement = "UNWIND $ids AS id RETURN id, $id AS none, $given.ids AS inner, '$' AS sign"
    answer = graph.write(lambda tx: tx.run(statement, given))
    assert answer.rows == [{"id": id, "none": None, "inner": 1, "sign": "$"} for id in ("a", "b")]
    with pytest.raises(KeyError, match="ids"):
        graph.write(lambda tx: tx.run(statement, {"id": None, "given": {}}))


def test_a_plan_shows_where_a_query_starts(graph: Database) -> None:
    plan = graph.explain("MATCH (a:A) RETURN a.x")
    while plan.get("children"):
        plan = plan["children"][0]
    assert plan["operatorType"].startswith("NodeByLabelScan")


def test_a_lost_commit_answer_is_told_apart(graph: Database, neo4j_settings: Settings) -> None:
    at = urlsplit(graph.uri)
    calls: list[int] = []

    def work(tx: Transaction) -> None:
        calls.append(1)
        tx.run("CREATE (:A)")

    with (
        proxy(at.hostname or "", at.port or 7687, "lose_commit") as (uri, _),
        open_database(remote(neo4j_settings, uri)) as cut,
        pytest.raises(CommitUnknown),
    ):
        cut.write(work)
    assert len(calls) == 1  # not repeated: it may have happened
    assert count(graph) == 1  # and it has


def test_nothing_listens() -> None:
    with pytest.raises(UnreachableError, match="Connection refused"), open_database(_at("bolt://127.0.0.1:1")):
        pass


def test_no_such_host() -> None:
    with pytest.raises(UnreachableError, match="DNS"), open_database(_at("bolt://nowhere.invalid")):
        pass


@pytest.mark.parametrize(
    ("greeting", "error", "words"),
    [
        pytest.param(b"HTTP/1.1 400 Bad Request\r\n\r\n", SetupError, "does not speak Bolt", id="web"),
        pytest.param(b"SSH-2.0-anything\r\n", SetupError, "does not speak Bolt", id="ssh"),
        pytest.param(b"", UnreachableError, "cannot be reached", id="closes-at-once"),  # a container whose Neo4j starts
    ],
)
def test_something_else_answers(greeting: bytes, error: type[Exception], words: str) -> None:
    with greeter(greeting) as port, pytest.raises(error, match=words), open_database(_at(f"bolt://127.0.0.1:{port}")):
        pass


def test_another_users_server_answers(database: Database) -> None:
    settings = load_settings(neo4j_uri=database.uri, neo4j_password="not-it-at-all")
    with (
        pytest.raises(SetupError, match="another server than") as caught,
        open_database(settings),
    ):
        pass
    assert "not-it-at-all" not in str(caught.value)


def test_no_such_database(neo4j_settings: Settings, database: Database) -> None:
    settings = remote(neo4j_settings, database.uri).model_copy(update={"neo4j_database": "elsewhere"})
    with pytest.raises(SetupError, match="no such database"), open_database(settings):
        pass


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_a_password_does_not_cross_a_public_network_in_the_clear(scheme: str) -> None:
    with pytest.raises(UsageError, match="unencrypted"), open_database(_at(f"{scheme}://8.8.8.8:7687")):
        pass


@pytest.mark.parametrize(
    ("host", "public"),
    [
        ("127.0.0.1", False),
        ("localhost", False),
        ("::1", False),
        ("10.1.2.3", False),
        ("172.17.0.2", False),
        ("192.168.1.1", False),
        ("nowhere.invalid", False),
        ("8.8.8.8", True),
        ("2001:4860:4860::8888", True),
    ],
)
def test_what_is_public(host: str, public: bool) -> None:
    assert is_public(host) is public


@pytest.mark.parametrize("error", [CommitUnknown("x"), StatementError("x", "y")])
def test_every_fault_is_ours(error: Exception) -> None:
    assert isinstance(error, KgloadError)


def test_only_a_marked_database_is_wiped(graph: Database) -> None:
    graph.execute("UNWIND range(1, 5000) AS x CREATE (:A)-[:TO]->(:B)")
    graph.execute(f"MATCH (mark:{MARK}) DELETE mark")
    try:
        with pytest.raises(NotDisposableError):
            claim(graph)
        with pytest.raises(NotDisposableError):
            wipe(graph)
        assert count(graph) == 10_000
    finally:
        graph.execute(f"CREATE (:{MARK})")
    wipe(graph)
    assert count(graph) == 0


def _at(uri: str) -> Settings:
    return load_settings(neo4j_uri=uri, neo4j_password="unused")


@contextmanager
def greeter(greeting: bytes) -> Iterator[int]:
    """The port of a server that says one thing and closes."""

    def serve() -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            with client:
                client.recv(1024)
                client.sendall(greeting)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=serve, daemon=True).start()
        yield listener.getsockname()[1]


def test_who_waits_for_the_turn_in_vain_may_try_later(
    graph: Database, neo4j_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    ensure_constraints(graph)
    monkeypatch.setattr("kgload.database.RETRY_SECONDS", 1)

    def hold(tx: Transaction) -> None:
        tx.take_turn()
        monkeypatch.setattr("kgload.database.WRITE_SECONDS", 1)
        with pytest.raises(UnreachableError, match="terminated"):
            other.write(lambda waiting: waiting.take_turn())

    with open_database(remote(neo4j_settings, graph.uri)) as other:
        graph.write(hold)
        other.write(lambda tx: tx.take_turn())
    assert graph.read("MATCH (lease:Lease) RETURN lease") == []
