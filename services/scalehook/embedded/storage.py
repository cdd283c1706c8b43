"""Where an embedded stack keeps journals and dead letters."""

from scalehook.embedded.state_directory import StateDirectory
from scalehook.kit.dead_letters import DeadLetters, MemoryDeadLetters
from scalehook.kit.journal.journal import ErasableStore
from scalehook.kit.journal.memory import MemoryJournals
from scalehook.kit.journal.sqlite import SqliteJournals
from scalehook.kit.journal.sqlite_dead_letters import SqliteDeadLetters
from scalehook.kit.journal.sqlite_file import connect, identity


def storage(directory: StateDirectory | None) -> tuple[ErasableStore, DeadLetters]:
    """In the file of this directory; without one, in memory. JournalDamaged or StateDirectoryDamaged
    when the file cannot be used, or is another one than that which was there before.
    """
    if directory is None:
        return MemoryJournals(), MemoryDeadLetters()
    connection = connect(directory.journal)
    try:
        directory.recognise(identity(connection))
    except BaseException:
        connection.close()
        raise
    return SqliteJournals(connection), SqliteDeadLetters(connection)
