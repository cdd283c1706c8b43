"""The mailbox that plays DirectMail and short messages: nothing leaves this machine."""

from typing import Literal

from pydantic import Field

from scalehook_contracts.base import Command, Done, Event, Fresh, Part, Reply
from scalehook_contracts.message_service.base import Property
from scalehook_contracts.numbers import Int64

LetterKind = Literal["mail", "sms"]


class Letter(Part):
    """A mail or a short message that a topic has sent; `at` in Unix milliseconds."""

    kind: LetterKind
    to: str
    body: str
    account: str = ""  # of a mail: from whom it comes
    subject: str = ""
    is_html: bool = False
    sign_name: str = ""  # of a short message
    template_code: str = ""
    parameters: str = ""  # of its template, as JSON
    topic_name: str
    subscription_name: str
    message_id: str
    at: Int64
    user_properties: list[Property] = Fresh(list)  # of the message
    system_properties: list[Property] = Fresh(list)


class LettersSent(Event):
    """A message of a topic has come to the mailbox: one letter for each receiver."""

    letters: list[Letter]


class MailboxCleared(Event):
    """The mailbox is empty."""


class Letters(Reply):
    """The last letters, in order of time."""

    letters: list[Letter] = Fresh(list)


class ListLetters(Command[Letters]):
    """Asks for the last letters, or for those of one kind or to one receiver. Not one of the cloud's."""

    kind: LetterKind | None = None
    to: str = ""
    most: int = Field(100, ge=1, le=1000)


class ClearMailbox(Command[Done]):
    """Throws all letters away. Not one of the cloud's."""
