"""JSON of answers."""

import json
from typing import Any

import orjson


def as_json(value: Any) -> bytes:
    """Whatever its texts and numbers are: what UTF-8 cannot carry is escaped."""
    try:
        return orjson.dumps(value)
    except orjson.JSONEncodeError:
        return json.dumps(value).encode()
