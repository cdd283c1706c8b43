"""Sets aside what keeps a state directory from being read, on request; nothing is deleted."""

import sqlite3
from collections.abc import Iterator
from functools import partial
from random import Random

from scalehook.embedded.state_directory import StateDirectory, StateDirectoryDamaged
from scalehook.kit.clock.clock import real_now
from scalehook.kit.host.ledger import Ledger
from scalehook.kit.journal.journal import EntryDamaged, JournalDamaged, JournalInUse
from scalehook.kit.journal.sqlite import SqliteJournals
from scalehook.kit.journal.sqlite_file import connect, identity
from scalehook.kit.machine.codec import blank
from scalehook.kit.machine.machine import Machine
from scalehook.kit.machine.service import Service
from scalehook.kit.settings import Settings
from scalehook.wiring.services import services

JOURNAL_FILES = ("journal.db", "journal.db-wal", "journal.db-shm", "journal.db-snapshots")


async def repair(directory: StateDirectory) -> list[str]:
    """What was set aside, a line each; afterwards the directory can be read."""
    done = [*_small_files(directory)]
    connection, said = _journal_file(directory)
    done += said
    journals = SqliteJournals(connection)
    try:
        done += _identity(directory, identity(connection))
        for service in services():
            done += await _entries(service, journals)
    finally:
        await journals.close()
    return done


def _small_files(directory: StateDirectory) -> Iterator[str]:
    for read in (directory.keys, directory.clock, directory.console_token):
        try:
            read()
        except StateDirectoryDamaged as problem:
            yield f"{problem.name} is now {directory.set_aside(problem.name)}"


def _journal_file(directory: StateDirectory) -> tuple[sqlite3.Connection, list[str]]:
    try:
        return connect(directory.journal), []
    except JournalInUse:
        raise
    except JournalDamaged:
        there = [name for name in JOURNAL_FILES if (directory.path / name).exists()]
        said = [f"{name} is now {directory.set_aside(name)}" for name in there]
        return connect(directory.journal), said


def _identity(directory: StateDirectory, mark: str) -> Iterator[str]:
    try:
        directory.recognise(mark)
    except StateDirectoryDamaged as problem:
        aside = directory.set_aside(problem.name)
        directory.recognise(mark)
        yield f"the journal is taken as it is; {problem.name} is now {aside}"


async def _entries(service: Service[Settings], journals: SqliteJournals) -> list[str]:
    """One bad entry may hide another: read from the beginning until there is none."""
    a_blank = partial(blank, at=real_now())
    said: list[str] = []
    journal = journals.journal(service.name)
    ledger = Ledger(Machine(service, service.settings(), Random()), journal)
    while True:
        try:
            await ledger.reload()
            return said
        except EntryDamaged as problem:
            journal.set_aside(problem.seq, problem.problem, a_blank)
            what = f"entry {problem.seq}" if problem.seq else "the snapshot"
            said.append(f"{what} of {service.name} was set aside: {problem.problem}")
