"""Notes the stack's live events while the demo runs."""

import json
import threading
from dataclasses import dataclass, field
from typing import Any

import httpx


@dataclass
class Watcher:
    """All events since it began to watch."""

    endpoint: str
    events: list[dict[str, Any]] = field(default_factory=list)

    def start(self) -> "Watcher":
        """Watch in the background, until the stack ends the stream."""
        listening = threading.Event()
        threading.Thread(target=self._watch, args=(listening,), daemon=True).start()
        listening.wait(5)
        return self

    def first(self, name: str, **fields: Any) -> dict[str, Any] | None:
        """The body of the first event of this name with these fields."""
        for event in list(self.events):
            if event["type"].endswith("." + name) and fields.items() <= event["body"].items():
                return dict(event["body"])
        return None

    def _watch(self, listening: threading.Event) -> None:
        url = f"{self.endpoint}/_scalehook/events"
        timeout = httpx.Timeout(10, read=None)
        try:
            secure = url.startswith("https:")  # else certificates are read for nothing
            with httpx.stream("GET", url, timeout=timeout, trust_env=False, verify=secure) as stream:
                listening.set()
                for line in stream.iter_lines():
                    if line.startswith("data:"):
                        self.events.append(json.loads(line[5:]))
        except httpx.HTTPError:
            listening.set()  # the stack has gone, and with it the demo
