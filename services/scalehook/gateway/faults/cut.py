"""No answer at all: the connection ends instead."""

from dataclasses import dataclass

from starlette.types import Receive, Scope

from scalehook.gateway.http import HttpResponse, client_left

HANG_UP = "scalehook.hang_up"  # in a scope: what ends the connection that it came by


class HungUp(Exception):
    """Nothing is to be answered; `unheard` is what would have been, of what was done."""

    def __init__(self, *, reset: bool, unheard: object = None) -> None:
        super().__init__()
        self.reset, self.unheard = reset, unheard


@dataclass(slots=True)
class Cut(HttpResponse):
    """Stands where an answer would; with `reset` the client is told that the connection broke."""

    reset: bool = False


async def cut(answer: Cut, scope: Scope, receive: Receive) -> None:
    """End the connection of an application's request; it is over when its server knows."""
    hang_up = scope.get(HANG_UP)
    if hang_up is not None:
        hang_up(reset=answer.reset)
        await client_left(receive)
