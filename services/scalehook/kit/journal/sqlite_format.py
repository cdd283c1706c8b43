"""The tables of entries, transactions by name, and files of older formats."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

ENTRIES = "(seq INTEGER PRIMARY KEY, body BLOB NOT NULL)"


def entries_of(service: str) -> str:
    """The table of a service's entries."""
    if not re.fullmatch(r"[a-z_][a-z0-9_]*", service):
        raise ValueError(f"{service!r} is no service's name")
    return f"entries_{service}"


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing; nobody else writes meanwhile."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def carry_over_format_1(connection: sqlite3.Connection, schema: str) -> None:
    """Format 1 had one table of entries, and in the heads the last entry and the snapshot: each
    commit wrote the whole snapshot anew.
    """
    with transaction(connection):
        connection.execute("ALTER TABLE heads RENAME TO heads_1")
        for statement in filter(str.strip, schema.split(";")):
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
