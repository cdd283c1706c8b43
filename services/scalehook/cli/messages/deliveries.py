"""The deliveries of a topic, shown at once or as they are made."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import typer

from scalehook.cli import remote
from scalehook.cli.columns import Cells, Thing, show_things, time
from scalehook.cli.failure import warn
from scalehook.kit.one_line import one_line

COLUMNS: Cells = {
    "at": lambda delivery: time(delivery["at"]),
    "subscription": lambda delivery: delivery["subscription_name"],
    "message": lambda delivery: delivery["message_id"],
    "attempt": lambda delivery: delivery["attempt"],
    "outcome": lambda delivery: f"{delivery['outcome']} {delivery['dead_letter_queue']}".rstrip(),
    "next attempt": lambda delivery: time(delivery["next_attempt_time"]),
    "reason": lambda delivery: delivery["reason"],
}
MOST = 1000
# what may have made a delivery; the stream says now and then that it is still there, too
CAUSES = ("push_*", "message_published", "message_spread", "notification_dropped")
Deliveries = list[Thing]


class DeliveryLog:
    """Of a topic, or of one of its subscriptions."""

    def __init__(self, endpoint: str, topic: str, subscription: str, message: str) -> None:
        self._endpoint = endpoint
        given = {"topic": topic, "subscription": subscription, "message": message, "most": MOST}
        self._path = f"mns/deliveries?{urlencode(given)}"
        self._seen: set[tuple[Any, ...]] = set()
        self._warned = False

    def show(self, as_json: bool) -> None:
        """Those that there are."""
        show_things("Deliveries", COLUMNS, self._new(), as_json)

    def follow(self, as_json: bool) -> None:
        """Those that there are, and each further one, on a line, until the end of the stack."""
        for found in self._batches():
            for delivery in found:
                typer.echo(json.dumps(delivery) if as_json else _line(delivery))

    def _batches(self) -> Iterator[Deliveries]:
        query = urlencode({"type": CAUSES}, doseq=True)
        for line in remote.lines(self._endpoint, f"events?{query}"):
            if line:
                yield self._new()

    def _new(self) -> Deliveries:
        """Those that were not there before. What cannot but fail is said, once."""
        found = remote.ask(self._endpoint, "GET", self._path)
        if not self._warned:
            self._warned = True
            for warning in found["warnings"]:
                warn(f"{warning['subscription_name']}: {warning['reason']}")
        before, self._seen = self._seen, {_key(delivery) for delivery in found["deliveries"]}
        return [delivery for delivery in found["deliveries"] if _key(delivery) not in before]


def _key(delivery: Thing) -> tuple[Any, ...]:
    return tuple(delivery[name] for name in ("message_id", "subscription_name", "attempt", "at"))


def _line(delivery: Thing) -> str:
    return "  ".join(one_line(cell(delivery)) for cell in COLUMNS.values()).rstrip()
