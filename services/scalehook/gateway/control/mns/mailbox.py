"""`/_scalehook/mns/mailbox`: what topics have sent as mail and as short messages."""

from typing import Any

from pydantic import BaseModel, ConfigDict

from scalehook.gateway.asking import ask
from scalehook.gateway.control.bodies import fitting, json_answer, query_of
from scalehook.gateway.http import Answer, HttpRequest
from scalehook.kit import Requester
from scalehook_contracts.message_service.mailbox import ClearMailbox, ListLetters


class LettersRequest(BaseModel):
    """The query of `GET /_scalehook/mns/mailbox`: of this kind, to this receiver, so many at most."""

    model_config = ConfigDict(extra="forbid")
    kind: str | None = None
    to: str = ""
    most: int = 100


class MailboxEndpoints:
    """What each of them does."""

    def __init__(self, bus: Requester) -> None:
        self._bus = bus

    async def show_all(self, request: HttpRequest) -> Answer:
        """`GET /_scalehook/mns/mailbox`: the last letters, in order of time."""
        given: dict[str, Any] = query_of(request, LettersRequest).model_dump()
        found = await ask(self._bus, fitting(lambda: ListLetters.model_validate(given)))
        return json_answer(found.model_dump(mode="json"))

    async def clear(self, request: HttpRequest) -> Answer:
        """`DELETE /_scalehook/mns/mailbox`: it is empty."""
        await ask(self._bus, ClearMailbox())
        return json_answer({"letters": []})
