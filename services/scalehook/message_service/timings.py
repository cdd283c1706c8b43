"""What is timed: how long messages wait to be received."""

from collections.abc import Mapping

from scalehook.kit import Timing
from scalehook.message_service.timestamps import SECOND
from scalehook_contracts.base import Event
from scalehook_contracts.message_service.messages import MessageReceived


def _seconds_to_receipt(event: MessageReceived) -> float | None:
    return None if event.waited is None else event.waited / SECOND


RECEIPT = Timing(
    "scalehook_message_receipt_seconds",
    "Virtual time from the sending of a message to its first receipt.",
    (0.01, 0.1, 1, 5, 15, 60, 300, 900, 3600, 21600),
    _seconds_to_receipt,
)
TIMINGS: Mapping[type[Event], Timing] = {MessageReceived: RECEIPT}
