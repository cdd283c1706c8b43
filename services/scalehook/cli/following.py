"""What belongs together: the events from a hook to its receipt, and on to the end of its action."""

from collections.abc import Iterable, Iterator
from typing import Any

from scalehook.cli.event_line import BODIES, readable

Event = dict[str, Any]


class Following:
    """Those of these flows, and those that name one of these marks: a token, an instance.

    A flow has the id of the request that it began with. Later requests (a consumer receives a message,
    completes an action) have ids of their own; their events name the flow that they belong to, and what
    follows from these is followed, too. So is the flow of whatever names a mark.
    """

    def __init__(self, flows: Iterable[str] = (), marks: Iterable[str] = ()) -> None:
        self._asked = frozenset(flows)
        self._flows = set(self._asked)
        self._marks = tuple(marks)

    def __bool__(self) -> bool:
        """Whether there is anything to be followed."""
        return bool(self._asked or self._marks)

    def belongs(self, event: Event) -> bool:
        """Whether the event does. To be asked of each, in order."""
        request = event["correlation_id"]
        flow = event["body"].get("RequestId") or request
        if flow not in self._flows and request not in self._asked and not self._marked(event["body"]):
            return False
        self._flows |= {flow, request} - {""}
        return True

    def _marked(self, body: Event) -> bool:
        return bool(self._marks) and any(
            mark in text if is_body else mark == text
            for is_body, text in _texts(body)
            for mark in self._marks
        )


def _texts(value: Any, key: str = "") -> Iterator[tuple[bool, str]]:
    """All texts inside; of those that are bodies of messages, what they carry."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _texts(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner, key)
    elif isinstance(value, str):
        yield key in BODIES, readable(key, value)
