"""Which action a message is about."""

import json

from scalehook.testing.builders.message import decoded


def token_of(body: str) -> str:
    """The token in a notification; empty where a message names no action."""
    try:
        content = json.loads(decoded(body))["content"]
        return str(content["lifecycleActionToken"])
    except (ValueError, KeyError, TypeError, IndexError, RecursionError):
        return ""
