"""The stand-in for your work. A hook's metadata may say how long it takes, and how it ends:
`{"certify": {"work": "120s", "outcome": "ok"}}`.
"""

import json
import os
from collections.abc import Callable
from threading import Event
from typing import Any

from pauses import Pause

Work = Callable[[dict[str, Any]], str]  # from a notification to CONTINUE, ABANDON or ROLLBACK


def working(pause: Pause) -> Work:
    """Work that takes its time by these pauses."""

    def work(content: dict[str, Any]) -> str:
        print("working on", *content["instanceIds"], flush=True)
        asked = _asked(content)
        if (seconds := float(asked.get("work", "0s").removesuffix("s"))) > 0:
            pause(seconds, Event(), "")
        if asked.get("outcome") == "crash":
            os._exit(1)
        return "ABANDON" if asked.get("outcome") == "fail" else "CONTINUE"

    return work


def _asked(content: dict[str, Any]) -> dict[str, str]:
    try:
        metadata = json.loads(content.get("notificationMetadata") or "{}")
    except ValueError:
        return {}
    return metadata.get("certify", {}) if isinstance(metadata, dict) else {}
