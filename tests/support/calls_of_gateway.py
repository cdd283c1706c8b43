"""Calls of the gateway without HTTP: what a face has read, and a bus that answers at once."""

from typing import Any

from scalehook.gateway.access_keys import AccessKeys
from scalehook.gateway.exchange import Office
from scalehook.gateway.http import HttpResponse
from scalehook.gateway.settings import GatewaySettings
from scalehook_contracts.access_control.keys import ResolvedKey
from scalehook_contracts.errors import ApiError
from support.desk_of_gateway import KEY_ID, SECRET, Bus


class AtOnce(Bus):
    """Calls back before it returns; `asked_of` is what it has given out."""

    answers = True

    def ask(self, command: Any, then: Any, **more: Any) -> Any:
        self.asked.append((command, more.get("caller", "root")))
        self.question = Question(then)
        if self.answers:
            then(self.reply)
        return self.question


class Question:
    """An open question."""

    def __init__(self, then: Any) -> None:
        self.then = then
        self.forgotten = False

    def forget(self) -> None:
        self.forgotten = True


class Call:
    """A request that is signed by `key_id`, and asks for `asked`."""

    request_id = "id"

    def __init__(self, asked: Any, key_id: str = KEY_ID) -> None:
        self.asked, self.key_id, self.token = asked, key_id, ""
        self.cannot_render = False

    def signed(self) -> "Call":
        return self

    def operation(self, key: ResolvedKey) -> Any:
        if isinstance(self.asked, Exception):
            raise self.asked
        return self.asked

    def succeeded(self, reply: Any) -> HttpResponse:
        if self.cannot_render:
            raise ValueError
        return HttpResponse(200)

    def meant(self) -> None:
        """Nobody asks."""

    def came_from(self) -> tuple[str, None]:
        return "key", None

    def address(self) -> str:
        return "192.0.2.7"

    def region(self) -> str:
        return ""

    def failed(self, problem: Exception) -> HttpResponse:
        return HttpResponse(problem.status if isinstance(problem, ApiError) else 500)


def office_of(bus: Bus) -> Office:
    settings = GatewaySettings(access_key_id=KEY_ID, access_key_secret=SECRET)
    return Office(bus, settings, AccessKeys(bus, settings))
