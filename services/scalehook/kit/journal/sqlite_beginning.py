"""All journals of a SQLite file, begun anew at once."""

import sqlite3
from collections.abc import Mapping

from scalehook.kit.journal.journal import Beginning
from scalehook.kit.journal.sqlite_file import entries_of, transaction, writing


def begin_anew(connection: sqlite3.Connection, beginnings: Mapping[str, Beginning]) -> list[str]:
    """In one transaction: these begin so, every other one is empty. All services that there are, whose
    files of earlier snapshots are of no use any more.
    """
    with writing(), transaction(connection):
        services = [row[0] for row in connection.execute("SELECT service FROM heads").fetchall()]
        for service in services:
            connection.execute(f"DELETE FROM {entries_of(service)}")
        connection.execute("DELETE FROM snapshots")
        connection.execute("UPDATE heads SET published = 0, dropped = 0")
        for service, begun in beginnings.items():
            _begin(connection, service, begun)
    return services


def _begin(connection: sqlite3.Connection, service: str, begun: Beginning) -> None:
    """Its snapshot stands in the table, however large: it comes with all others, or not at all."""
    connection.execute("INSERT INTO snapshots VALUES (?, ?, ?)", (service, begun.seq, begun.state))
    connection.execute(
        "UPDATE heads SET published = ?, dropped = ? WHERE service = ?",
        (begun.published, begun.published, service),
    )
    rows = enumerate(begun.unpublished, begun.published + 1)
    connection.executemany(f"INSERT INTO {entries_of(service)} VALUES (?, ?)", rows)
