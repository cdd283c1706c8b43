"""A gateway at a port of its own, which keeps every operation that comes to it, and refuses it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import uvicorn

from scalehook_contracts.base import Command, Operation
from scalehook_contracts.errors.common import InvalidParameter
from scalehook_contracts.shape import shape
from support.desk_of_gateway import Desk
from support.patience import wait_until


@dataclass
class Recording:
    """`asked` are the operations, in order; of who asks, only the account is known."""

    desk: Desk
    endpoint: str

    @property
    def asked(self) -> list[Command[Any]]:
        """Without where they came from."""
        operations = [one for one, _ in self.desk.bus.asked if isinstance(one, Operation)]
        return [_anonymous(one) for one in operations]

    def forget(self) -> None:
        """As if nothing had come."""
        self.desk.bus.asked.clear()


def _anonymous(one: Operation[Any]) -> Operation[Any]:
    """Without what the protocol says of every call."""
    told = [field.name for field in shape(type(one)).fields if field.is_protocols]
    return one.model_copy(update={name: type(one).model_fields[name].get_default() for name in told})


@contextmanager
def recording() -> Iterator[Recording]:
    """Runs inside the block."""
    desk = Desk()
    desk.bus.reply = InvalidParameter("kept")
    server = uvicorn.Server(uvicorn.Config(desk.gateway, port=0, log_level="warning", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    wait_until(lambda: server.started, lambda: "the server has not begun")
    port = server.servers[0].sockets[0].getsockname()[1]
    yield Recording(desk, f"http://127.0.0.1:{port}")
    server.should_exit = True
    thread.join()
