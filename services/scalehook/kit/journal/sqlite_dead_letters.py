"""Dead letters in the SQLite file."""

import sqlite3

from scalehook.kit.clock.moments import moment
from scalehook.kit.dead_letters import DeadLetter
from scalehook.kit.logs import Log

log = Log(__name__)
Row = tuple[str, str, str, str, float, bytes, str, str]


class SqliteDeadLetters:
    """One that the disk has no room for is kept in memory, and written when there is room; so is what
    is to be forgotten.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._unwritten: dict[str, DeadLetter] = {}
        self._forgotten: dict[str, None] = {}

    def add(self, letter: DeadLetter) -> None:
        """Keep a dead letter."""
        self._forgotten.pop(letter.letter_id, None)
        self._unwritten[letter.letter_id] = letter
        self._write()

    def all(self) -> list[DeadLetter]:
        """Dead letters, oldest first."""
        self._write()
        rows = self._connection.execute("SELECT * FROM dead_letters")
        kept = {row[0]: _letter(row) for row in rows if row[0] not in self._forgotten}
        letters = kept | self._unwritten
        return sorted(letters.values(), key=lambda letter: letter.at)

    def remove(self, letter_id: str) -> None:
        """Forget a dead letter."""
        self._unwritten.pop(letter_id, None)
        self._forgotten[letter_id] = None
        self._write()

    def _write(self) -> None:
        letter_id = ""
        try:
            for letter_id in list(self._forgotten):
                self._connection.execute("DELETE FROM dead_letters WHERE letter_id = ?", (letter_id,))
                del self._forgotten[letter_id]
            for letter_id, letter in list(self._unwritten.items()):
                self._connection.execute(
                    "INSERT OR REPLACE INTO dead_letters VALUES (?, ?, ?, ?, ?, ?, ?, ?)", _row(letter)
                )
                del self._unwritten[letter_id]
        except sqlite3.OperationalError as problem:
            log.error("a dead letter is in memory only", id=letter_id, problem=str(problem))


def _row(letter: DeadLetter) -> Row:
    return (
        letter.letter_id, letter.service, letter.type, letter.reason,
        letter.at.timestamp(), letter.body, letter.correlation_id, letter.caller,
    )  # fmt: skip


def _letter(row: Row) -> DeadLetter:
    letter_id, service, kind, reason, at, body, flow, caller = row
    return DeadLetter(letter_id, service, kind, reason, moment(at), body, flow, caller)
