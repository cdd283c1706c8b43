"""The deliveries of a topic, shown at once or as they are made."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import typer
from rich.console import Console

from scalehook.cli import remote
from scalehook.cli.columns import show_columns
from scalehook.cli.failure import warn
from scalehook.cli.shown_messages import time

COLUMNS = ("at", "subscription", "message", "attempt", "outcome", "next attempt", "reason")
MOST = 1000
# what may have made a delivery; the stream says now and then that it is still there, too
CAUSES = ("push_*", "message_published", "message_spread", "notification_dropped")
Deliveries = list[dict[str, Any]]


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
        found = self._new()
        if as_json:
            typer.echo(json.dumps(found, indent=2, ensure_ascii=False))
        else:
            show_columns(Console(highlight=False), "Deliveries", COLUMNS, map(_row, found))

    def follow(self, as_json: bool) -> None:
        """Those that there are, and each further one, on a line, until the end of the stack."""
        for found in self._batches():
            for delivery in found:
                typer.echo(json.dumps(delivery) if as_json else "  ".join(_row(delivery)).rstrip())

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


def _key(delivery: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(delivery[name] for name in ("message_id", "subscription_name", "attempt", "at"))


def _row(delivery: dict[str, Any]) -> tuple[str, ...]:
    following, queue = delivery["next_attempt_time"], delivery["dead_letter_queue"]
    return (
        time(delivery["at"]),
        delivery["subscription_name"],
        delivery["message_id"],
        str(delivery["attempt"]),
        f"{delivery['outcome']} {queue}".rstrip(),
        time(following) if following else "",
        delivery["reason"],
    )
