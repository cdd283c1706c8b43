"""The SQLite file itself: how it is opened, its tables, its transactions, what its errors mean.

One connection has it for itself (`locking_mode`): a commit takes and leaves no lock, which halves it.
"""

import os
import re
import shlex
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scalehook.kit.journal.journal import (
    EntryRefused,
    JournalDamaged,
    JournalInUse,
    JournalUnavailable,
)

VERSION = 5  # of 2, all snapshots stand in the table; in 3 and 4, entries are written otherwise
ENTRIES = "(seq INTEGER PRIMARY KEY, body BLOB NOT NULL)"
SCHEMA = """
CREATE TABLE IF NOT EXISTS heads (
    service TEXT PRIMARY KEY, published INTEGER NOT NULL DEFAULT 0, dropped INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS snapshots (
    service TEXT PRIMARY KEY, seq INTEGER NOT NULL, state BLOB NOT NULL -- empty: it has a file
);
CREATE TABLE IF NOT EXISTS dead_letters (
    letter_id TEXT PRIMARY KEY, service TEXT NOT NULL, type TEXT NOT NULL, reason TEXT NOT NULL,
    at REAL NOT NULL, body BLOB NOT NULL, correlation_id TEXT NOT NULL, caller TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS identity (id TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS set_aside (
    service TEXT NOT NULL, seq INTEGER NOT NULL, body BLOB NOT NULL, reason TEXT NOT NULL
);
"""
SYNCHRONOUS = "NORMAL"
CHECKPOINT_PAGES = 1000  # the loop stands still for one: some milliseconds, the same by the commit
OWNER_ONLY = 0o600  # keys of RAM users are in it
REFUSALS = (sqlite3.DatabaseError, OverflowError, OSError)


def connect(path: Path) -> sqlite3.Connection:
    """The file in WAL mode, made when it is not there; JournalDamaged when it cannot be used."""
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, OWNER_ONLY))
        for file in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
            if file.exists():
                file.chmod(OWNER_ONLY)
        return _connect(path)
    except sqlite3.OperationalError as problem:
        raise JournalInUse(f"{path} cannot be used now: {problem}") from problem
    except sqlite3.DatabaseError as problem:
        raise JournalDamaged(
            f"{path} cannot be used ({problem}): restore it, start with another --state, or set it "
            f"aside with {repairing(path.parent)}"
        ) from problem


def repairing(folder: Path) -> str:
    """The command that mends this state directory, ready to paste."""
    return f"`scalehook state repair --state {shlex.quote(str(folder))}`"


def folder_beside(connection: sqlite3.Connection) -> Path:
    """Where its snapshots are; its name may be no UTF-8."""
    [name] = connection.execute("SELECT CAST(file AS BLOB) FROM pragma_database_list").fetchone()
    return Path(f"{os.fsdecode(name)}-snapshots")


def identity(connection: sqlite3.Connection) -> str:
    """The mark of this very file, made when it is new: another one in its place has another."""
    found = connection.execute("SELECT id FROM identity").fetchone()
    if found is None:
        found = (uuid.uuid4().hex,)
        connection.execute("INSERT INTO identity VALUES (?)", found)
    return str(found[0])


def entries_of(service: str) -> str:
    """The table of a service's entries."""
    if not re.fullmatch(r"[a-z_][a-z0-9_]*", service):
        raise ValueError(f"{service!r} is no service's name")
    return f"entries_{service}"


@contextmanager
def writing() -> Iterator[None]:
    """What SQLite refuses, in the journal's words."""
    try:
        yield
    except REFUSALS as problem:
        raise refusal(problem) from problem


def refusal(problem: Exception) -> Exception:
    """The same for one of REFUSALS."""
    if isinstance(problem, sqlite3.DataError | OverflowError):  # larger than a row may be
        return EntryRefused(str(problem))
    if isinstance(problem, sqlite3.OperationalError | OSError):  # full, locked, not writable
        return JournalUnavailable(str(problem))
    return JournalDamaged(f"the journal cannot be used: {problem}")


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing; nobody else writes meanwhile."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # some errors have ended it
            connection.execute("ROLLBACK")
        raise


def _connect(path: Path) -> sqlite3.Connection:
    # made before its loop; transactions are begun by name
    connection = sqlite3.connect(path, timeout=1, check_same_thread=False, isolation_level=None)
    try:
        _set_up(connection)
    except BaseException:
        connection.close()  # nobody else could have it
        raise
    return connection


def _set_up(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute(f"PRAGMA synchronous = {SYNCHRONOUS}")
    connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
    connection.execute("PRAGMA secure_delete = OFF")
    found = connection.execute("PRAGMA user_version").fetchone()[0]
    if found > VERSION:
        raise sqlite3.DatabaseError(f"written by a newer scalehook, format {found}")
    if found == 1:
        _carry_over_format_1(connection)
    connection.executescript(SCHEMA)
    if found != VERSION:
        connection.execute(f"PRAGMA user_version = {VERSION}")
    if (verdict := connection.execute("PRAGMA quick_check").fetchone()[0]) != "ok":
        raise sqlite3.DatabaseError(verdict)


def _carry_over_format_1(connection: sqlite3.Connection) -> None:
    """Format 1 had one table of entries, and in the heads the last entry and the snapshot: each
    commit wrote the whole snapshot anew.
    """
    with transaction(connection):
        connection.execute("ALTER TABLE heads RENAME TO heads_1")
        for statement in filter(str.strip, SCHEMA.split(";")):
            connection.execute(statement)
        connection.execute(
            "INSERT INTO heads SELECT service, published, min(published, snapshot_seq) FROM heads_1"
        )
        connection.execute(
            "INSERT INTO snapshots SELECT service, snapshot_seq, snapshot FROM heads_1 "
            "WHERE snapshot IS NOT NULL"
        )
        for (service,) in connection.execute("SELECT service FROM heads_1").fetchall():
            table = entries_of(service)
            connection.execute(f"CREATE TABLE {table} {ENTRIES}")
            connection.execute(
                f"INSERT INTO {table} SELECT seq, body FROM entries WHERE service = ?", (service,)
            )
        connection.execute("DROP TABLE entries")
        connection.execute("DROP TABLE heads_1")
        connection.execute("PRAGMA user_version = 2")
