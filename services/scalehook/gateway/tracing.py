"""Requests as spans: where each belongs, and what has become of it."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scalehook.kit.traces import Context, beginning, parsed
from scalehook_contracts.base import Reply

if TYPE_CHECKING:
    from scalehook.gateway.call import Call

KIND = "request"


@dataclass(slots=True, eq=False, repr=False)
class RequestSpan:
    """A request under way: its own span, that of its client if it has one, and when it came (real, in
    nanoseconds since 1970).
    """

    request_id: str
    client: Context | None
    began: int
    operation: str = ""

    @classmethod
    def of(cls, call: "Call") -> "RequestSpan":
        """It has just come. A header that W3C calls invalid is none."""
        return cls(call.request_id, parsed(call.traceparent()), time.time_ns())

    @property
    def context(self) -> Context:
        """For what comes of it: in its client's trace, else in one of its own."""
        if self.client is None:
            return beginning(KIND, self.request_id)
        return self.client.within(KIND, self.request_id)


Traced = Callable[[RequestSpan, Reply | Exception], None]  # what it was answered with
