"""The one door to Neo4j; nothing else imports its driver.

With NEO4J_URI that server is used and nothing is started; without it the local server is. Before anything is written,
what answers is proved to be the server and the store that we mean. The driver's exceptions come out as ours:

UnreachableError  refused, timed out, not available now: try later
SetupError        wrong password, certificate, version, database, or another store than ours
TooLargeError     the server has not the memory for this transaction: a smaller one may do
TooSlowError      the server did not do it in the time that a transaction has: a smaller one may do, or a later one
CommitUnknown     the answer to a commit was lost: it may have happened; read the ledger, then decide
StatementError    the server refused a statement that we sent (our bug, or a value that it cannot store)
UsageError        a reading query that is wrong, would write, takes too long or gives too many rows
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from urllib.parse import urlsplit

from neo4j import (
    READ_ACCESS,
    Driver,
    GraphDatabase,
    ManagedTransaction,
    Record,
    Result,
    Session,
    unit_of_work,
)
from neo4j import exceptions as faults
from neo4j.graph import Entity
from neo4j.time import Date, DateTime, Time

from kgload import server
from kgload.errors import KgloadError, SetupError, UnreachableError, UsageError
from kgload.network import is_public
from kgload.settings import Settings

OLDEST = (5, 26)
# The server ends a transaction after this time: one whose client has gone silently would keep its locks for ever.
WRITE_SECONDS = 120.0
# Once connected, we wait this long for a server that is being restarted, and never longer for a line that is silent.
RETRY_SECONDS, CONNECT_SECONDS, ACQUIRE_SECONDS = 60.0, 10.0, 20.0
OUT_OF_MEMORY, TIMED_OUT = "MemoryPool", ".TransactionTimedOut"  # in Neo4j's codes
ENDED = ("Transaction.Terminated", "Transaction.LockClientStopped")  # by a server that stops, or waiting for a lock
# The node exists only within the transaction that makes it: what is locked, until that ends, is its unique id.
TURN = "MERGE (turn:Lease {id: 'turn'}) DELETE turn"
_PARAMETER = re.compile(r"\$([a-z]\w*)")
logging.getLogger("neo4j").addHandler(logging.NullHandler())  # what it has to say arrives as exceptions
T = TypeVar("T")
Say = Callable[[str], None]
Parameters = Mapping[str, Any]
Row = dict[str, Any]


class CommitUnknown(UnreachableError):  # noqa: N818  # it is not known to be an error
    """The connection broke between a commit and its answer."""


class TooLargeError(SetupError):
    """The server has not the memory for a transaction. It calls that transient, but the same one would fail again."""


class TooSlowError(UnreachableError):
    """A transaction was not over within WRITE_SECONDS. That may be the line or the hour: it is nobody's fault."""


class StatementError(KgloadError):
    """A statement was refused. `code` is Neo4j's (`Neo.ClientError.…`), `Value` if a value cannot even be sent."""

    def __init__(self, message: str, code: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Counters:
    """What a statement changed."""

    nodes_created: int = 0
    nodes_deleted: int = 0
    relationships_created: int = 0
    relationships_deleted: int = 0
    properties_set: int = 0
    labels_added: int = 0
    labels_removed: int = 0
    constraints_added: int = 0
    indexes_added: int = 0

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in self.__slots__)


@dataclass(frozen=True, slots=True)
class Answer:
    rows: list[Row]
    counters: Counters


class Transaction:
    """What a unit of work is given: it may run statements, not commit."""

    __slots__ = ("_transaction",)

    def __init__(self, transaction: ManagedTransaction) -> None:
        self._transaction = transaction

    def run(self, statement: str, parameters: Parameters | None = None) -> Answer:
        """Runs one statement and consumes its result. Dates come back as `datetime.date`."""
        try:
            with _repeated_if_it_helps():
                return _consume(self._transaction.run(*_planned_once(statement, parameters or {})))
        except (OverflowError, UnicodeEncodeError) as error:  # more than 64 bits; half of a surrogate pair
            raise StatementError(f"a value cannot be stored: {error}", "Value") from error

    def take_turn(self) -> None:
        """Waits until no other transaction has the turn, and has it until this one ends. UnreachableError: in vain.

        Whatever loads, forgets or resolves takes it first: so no mark is cleared by one that has not read what another
        is about to commit, and none takes away a place that another is about to use.
        """
        self.run(TURN)


@dataclass(frozen=True, slots=True)
class Database:
    """An open, proved database. Made by `open_database`. `identity` is the id of its store."""

    _driver: Driver
    uri: str
    name: str
    version: str
    edition: str
    identity: str
    local: bool

    def write(self, work: Callable[[Transaction], T]) -> T:
        """Commits `work` as one transaction. It may run more than once, so it must not act outside the graph."""
        with _translated(self.uri), self._session() as session:
            timed = unit_of_work(timeout=WRITE_SECONDS)(lambda transaction: work(Transaction(transaction)))
            return session.execute_write(timed)

    def settle(self, work: Callable[[Transaction], T]) -> T:
        """As `write`, for work that does no more when it is done already: a commit without an answer is done again."""
        try:
            return self.write(work)
        except CommitUnknown:
            return self.write(work)

    def read(
        self,
        query: str,
        parameters: Parameters | None = None,
        *,
        timeout: float | None = None,
        max_rows: int | None = None,
    ) -> list[Row]:
        """The rows of a query that cannot write. UsageError after `timeout` seconds or beyond `max_rows`."""

        def work(transaction: ManagedTransaction) -> list[Row]:
            with _repeated_if_it_helps():
                result = transaction.run(query, dict(parameters or {}))
                rows = [_row(record) for record in result.fetch(max_rows + 1)] if max_rows else list(map(_row, result))
                result.consume()
                return rows

        with _translated(self.uri, reading=True), self._session(READ_ACCESS) as session:
            rows = session.execute_read(unit_of_work(timeout=timeout)(work))
        if max_rows and len(rows) > max_rows:
            raise UsageError(f"the query gives more than {max_rows} rows", "Narrow its parameters")
        return rows

    def execute(self, statement: str, parameters: Parameters | None = None) -> Answer:
        """One statement in a transaction of its own, tried once: for what can be left undone."""
        with _translated(self.uri), self._session() as session:
            return _consume(session.run(statement, dict(parameters or {})))

    def explain(self, query: str, parameters: Parameters | None = None) -> dict[str, Any]:
        """The plan of a query as the driver gives it (operatorType, identifiers, args, children). Runs nothing."""
        with _translated(self.uri, reading=True), self._session(READ_ACCESS) as session:
            return session.run(f"EXPLAIN {query}", dict(parameters or {})).consume().plan or {}

    def _session(self, access: str = "WRITE") -> Session:
        return self._driver.session(database=self.name, default_access_mode=access)


@dataclass(frozen=True, slots=True)
class _Target:
    uri: str
    username: str
    password: str | None
    database: str


@contextmanager
def open_database(settings: Settings, say: Say = server.silent) -> Iterator[Database]:
    """The database in force, proved to be the one that is meant; its connections are closed at the end."""
    if settings.neo4j_uri:
        with _connected(_remote(settings)) as database:
            yield database
        return
    connection = server.ensure_running(settings, say)
    target = _Target(connection.uri, connection.username, connection.password.get_secret_value(), connection.database)
    with _connected(target, local=True) as database:
        _prove(settings, connection, database)
        yield database


def _remote(settings: Settings) -> _Target:
    uri = settings.neo4j_uri or ""
    if not settings.insecure and "+" not in urlsplit(uri).scheme and is_public(urlsplit(uri).hostname or ""):
        raise UsageError(
            f"{uri} would send the password unencrypted over a public network",
            "Use neo4j+s:// or bolt+s://, or allow it with --insecure",
        )
    password = settings.neo4j_password.get_secret_value() if settings.neo4j_password else None
    return _Target(uri, settings.neo4j_username, password, settings.neo4j_database)


@contextmanager
def _connected(target: _Target, local: bool = False) -> Iterator[Database]:
    auth = (target.username, target.password) if target.password else None
    with _translated(target.uri):
        driver = GraphDatabase.driver(
            target.uri,
            auth=auth,
            notifications_min_severity="OFF",
            connection_timeout=CONNECT_SECONDS,
            connection_acquisition_timeout=ACQUIRE_SECONDS,
            max_transaction_retry_time=RETRY_SECONDS,
        )
    with driver:
        yield _open(driver, target, local)


def _open(driver: Driver, target: _Target, local: bool) -> Database:
    """Asks the server what it is. SetupError if it is too old or is not Neo4j."""
    with _translated(target.uri), driver.session(database=target.database, default_access_mode=READ_ACCESS) as session:
        identity = session.run("CALL db.info() YIELD id").single(strict=True)["id"]
        kernel = session.run(
            "CALL dbms.components() YIELD name, versions, edition WHERE name = 'Neo4j Kernel' "
            "RETURN versions[0] AS version, edition"
        ).single(strict=True)
    version = str(kernel["version"])
    if tuple(int(part) for part in version.split("-", 1)[0].split(".")[:2]) < OLDEST:
        raise SetupError(
            f"{target.uri} is Neo4j {version}, which is too old",
            "Use 5.26 or later, or unset NEO4J_URI for the local one",
        )
    return Database(driver, target.uri, target.database, version, str(kernel["edition"]), str(identity), local)


def _prove(settings: Settings, connection: server.Connection, database: Database) -> None:
    """The process was proved to own the port; now its store must be the one that we made."""
    if connection.store_id is None:
        server.record_store_id(settings, database.identity)
    elif connection.store_id != database.identity:
        raise SetupError(
            f"the local Neo4j at {connection.uri} (process {connection.pid}) serves another store than the one made in "
            f"{settings.server_folder}: its id is {database.identity}, not {connection.store_id}",
            f"Put the store back; if it was replaced on purpose, delete {settings.server_folder / 'store-id'}",
        )


@contextmanager
def _repeated_if_it_helps() -> Iterator[None]:
    """Within a unit of work, which the driver repeats for what it takes to be transient."""
    try:
        yield
    except faults.ClientError as error:
        if (error.code or "").endswith(ENDED):
            raise faults.ServiceUnavailable(error.message or "the transaction was ended") from error
        raise
    except faults.TransientError as error:
        if OUT_OF_MEMORY in (error.code or ""):
            raise TooLargeError(f"the server has not the memory for this: {error.message}") from error
        raise


@contextmanager
def _translated(uri: str, reading: bool = False) -> Iterator[None]:
    try:
        yield
    except (faults.Neo4jError, faults.DriverError) as error:
        raise _translate(error, uri, reading) from error


def _translate(error: faults.Neo4jError | faults.DriverError, uri: str, reading: bool) -> KgloadError:
    match error:
        case faults.IncompleteCommit():
            return CommitUnknown(f"the connection to {uri} broke during a commit", "Run again: what is there is kept")
        case faults.AuthError():
            return _refused(error, uri)
        case faults.ClientError():
            return _client_fault(error, uri, reading)
        case faults.TransientError():
            return _transient_fault(error, uri)
        case faults.DriverError():
            return _unanswered(error, uri)
        case _:
            return SetupError(f"{uri} failed: {error.message}", "See the server's log")


def _refused(error: faults.AuthError, uri: str) -> KgloadError:
    if (error.code or "").endswith("AuthenticationRateLimit"):
        return UnreachableError(f"{uri} refuses logins after too many wrong ones", "Wait a few seconds and try again")
    return SetupError(
        f"{uri} refuses the user name or the password: it may be another server than the one that is meant",
        "Correct NEO4J_URI, NEO4J_USERNAME and NEO4J_PASSWORD; for the local server, its password file",
    )


def _transient_fault(error: faults.TransientError, uri: str) -> KgloadError:
    if OUT_OF_MEMORY in (error.code or ""):
        return TooLargeError(f"{uri} has not the memory for this: {error.message}", "Give the server more")
    return UnreachableError(f"{uri} cannot do it now: {error.message}", "Try again later")


def _unanswered(error: faults.DriverError, uri: str) -> KgloadError:
    whole = str(error)
    text = (whole.strip().splitlines() or [type(error).__name__])[-1].strip()
    if isinstance(error, faults.UnsupportedServerProduct) or "looks like HTTP" in whole:
        return SetupError(f"what answers at {uri} does not speak Bolt: {text}", "Correct host and port in NEO4J_URI")
    if isinstance(error, faults.ConfigurationError):
        return SetupError(f"{uri} cannot be used: {text}", "Correct NEO4J_URI")
    if "certificate" in whole.lower() or "ssl" in whole.lower():
        return SetupError(f"no safe connection to {uri}: {text}", "Correct the certificate or the scheme of NEO4J_URI")
    return UnreachableError(
        f"{uri} cannot be reached: {text}", "Start it, or unset NEO4J_URI for the local one, and try again"
    )


def _client_fault(error: faults.ClientError, uri: str, reading: bool) -> KgloadError:
    code, message = error.code or "", error.message or ""
    if code.endswith("DatabaseNotFound"):
        return SetupError(f"{uri} has no such database: {message}", "Correct NEO4J_DATABASE")
    if code.endswith("Statement.AccessMode"):
        return UsageError("the query would write, and a saved query may only read", "Take the writing clause out")
    if TIMED_OUT in code and reading:
        return UsageError("the query took too long and was ended", "Narrow its parameters")
    if TIMED_OUT in code:
        return TooSlowError(f"{uri} did not do this within {WRITE_SECONDS:g} s", "Try again later")
    if reading:
        return UsageError(f"the query is refused: {message}", "Correct it")
    return StatementError(f"{uri} refused a statement: {message}", code)


def _planned_once(statement: str, parameters: Parameters) -> tuple[str, dict[str, Any]]:
    """The same with all parameters in one map. The server plans a statement anew for null and for a string, and for
    lists of up to 1, 10, 100, 1,000 items, 20 to 700 ms each (measured on 5.26); into a map it does not look.
    """
    given = {name: parameters[name] for name in _PARAMETER.findall(statement)}
    return _PARAMETER.sub(r"$given.\1", statement), {"given": given}


def _consume(result: Result) -> Answer:
    rows = [_row(record) for record in result]
    counted = result.consume().counters
    return Answer(rows, Counters(*(getattr(counted, name) for name in Counters.__slots__)))


def _row(record: Record) -> Row:
    return dict(zip(record.keys(), map(_native, record.values()), strict=True))


def _native(value: Any) -> Any:
    """Plain Python: dates of the standard library, a node or relationship as its properties."""
    match value:
        case str() | bool() | int() | float() | None | date():
            return value
        case list():
            return [_native(item) for item in value]
        case dict():
            return {key: _native(item) for key, item in value.items()}
        case Date() | DateTime() | Time():
            return value.to_native()
        case Entity():
            return {key: _native(value[key]) for key in value}
        case _:
            return value
