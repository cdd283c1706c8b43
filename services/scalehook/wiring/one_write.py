"""An answer in one write: a client wakes up once for it, not for its head and again for its body."""

import asyncio
from collections.abc import Callable
from typing import Any

# What goes to the connection itself. With a `__getattr__` in its place each look at the transport would
# take five times as long.
PASSED_ON = ("abort", "get_extra_info", "is_closing", "pause_reading", "resume_reading", "set_protocol")


class GatheringTransport:
    """Keeps what is written until the loop has come to the end of what it is doing."""

    is_closing: Callable[[], bool]

    def __init__(self, transport: Any) -> None:
        self._transport = transport
        self._soon = asyncio.get_running_loop().call_soon
        self._parts: list[bytes] = []
        for name in PASSED_ON:
            setattr(self, name, getattr(transport, name))

    def write(self, data: bytes) -> None:
        """Write it soon, with whatever else is written until then."""
        if not self._parts:
            self._soon(self._flush)
        self._parts.append(data)

    def write_now(self, data: bytes) -> None:
        """Write it at once, behind what is kept: nothing comes after it that could go with it."""
        if self._parts:
            self._parts.append(data)
            self._flush()
        else:
            self._transport.write(data)

    def close(self) -> None:
        """Write what is left, then close."""
        self._flush()
        self._transport.close()

    def _flush(self) -> None:
        if self._parts:
            self._transport.write(b"".join(self._parts))
            self._parts.clear()
