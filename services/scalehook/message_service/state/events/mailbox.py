"""What happens to the mailbox."""

from scalehook.message_service.state.root import State
from scalehook_contracts.message_service.mailbox import LettersSent, MailboxCleared


def letters_sent(event: LettersSent, state: State) -> None:
    """The last ones are kept."""
    state.letters.extend(event.letters)


def mailbox_cleared(event: MailboxCleared, state: State) -> None:
    """Nothing is kept."""
    state.letters.clear()
