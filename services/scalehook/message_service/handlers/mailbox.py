"""Looking into the mailbox, and emptying it."""

from itertools import islice

from scalehook.kit import Work
from scalehook.message_service.settings import Settings
from scalehook.message_service.state import State
from scalehook_contracts.base import Done
from scalehook_contracts.message_service.mailbox import (
    ClearMailbox,
    Letters,
    ListLetters,
    MailboxCleared,
)


def list_letters(command: ListLetters, work: Work[State, Settings]) -> Letters:
    """The last ones that fit, the oldest of them first."""
    fitting = (
        letter
        for letter in reversed(work.state.letters)
        if command.kind in (None, letter.kind) and command.to in ("", letter.to)
    )
    return Letters(letters=list(islice(fitting, command.most))[::-1])


def clear_mailbox(command: ClearMailbox, work: Work[State, Settings]) -> Done:
    """Nothing happens to an empty one."""
    if work.state.letters:
        work.record(MailboxCleared())
    return Done()
