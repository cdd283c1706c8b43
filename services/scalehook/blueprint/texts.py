"""Parameters that the API has as a text, and a file may say in a shorter way."""

import json
import re
from typing import Any

from scalehook.kit.documents import Mapping, Node, Scalar, Sequence

RECEIVER = re.compile(r"(queue|topic|template|eventbus)/([^/]+)")
SERVICES = {"queue": "mns", "topic": "mns", "template": "oos", "eventbus": "eventbridge"}


def as_text(node: Mapping | Sequence) -> Scalar:
    """A structure is JSON to the API."""
    return Scalar(node.mark, json.dumps(_value(node), ensure_ascii=False), bare=False)


def arn(short: str, region: str, account: str) -> str:
    """`queue/hooks` as a hook names it; whatever else it is stays."""
    found = RECEIVER.fullmatch(short)
    return f"acs:{SERVICES[found[1]]}:{region}:{account}:{short}" if found else short


def endpoint(short: str, region: str, account: str) -> str:
    """`queue/hooks` as a subscription names it, which is in another way."""
    found = RECEIVER.fullmatch(short)
    if found is None or found[1] != "queue":
        return short
    return f"acs:mns:{region}:{account}:queues/{found[2]}"


SHORTER = {"notification_arn": arn, "endpoint": endpoint}  # by field


def _value(node: Node) -> Any:
    """Inside, what has no quotes is what JSON takes it for: a number, true, false, null; else a text."""
    match node:
        case Mapping():
            return {key: _value(value) for key, value in node.values.items()}
        case Sequence():
            return [_value(item) for item in node.items]
        case Scalar(value=None):
            return None
        case Scalar(bare=True):
            return _read(str(node.value))
        case _:
            return node.value


def _read(text: str) -> Any:
    try:
        value = json.loads(text, parse_constant=lambda _: text)
    except ValueError:
        return text
    return value if not isinstance(value, dict | list) else text
