"""The names that expressions in a template refer to."""

import re
from collections.abc import Iterator
from typing import Any

# A name; behind a dot a task's output, or a jq path into what its action answered.
EXPRESSION = re.compile(
    r"\{\{\s*(oos(?:-secret)?:[A-Za-z0-9_/-]+\s*|[A-Za-z0-9_:-]+(?:\s*|\.(?:[^{}]|\{[^{}]*\})*))\}\}"
)
LOOP_ITEM = "acs::taskloopitem"
STORED = ("oos:", "oos-secret:")  # before names of the Parameter Store


def references(value: Any) -> Iterator[str]:
    """Every name in every text of the value, as it is written."""
    waiting = [value]
    while waiting:
        match waiting.pop():
            case str() as text:
                yield from (found[1].strip() for found in EXPRESSION.finditer(text))
            case list() as items:
                waiting.extend(items)
            case dict() as items:
                waiting.extend(items.values())


def stored_references(value: Any) -> list[str]:
    """Those of them that the Parameter Store knows, each once."""
    return list(dict.fromkeys(name for name in references(value) if name.startswith(STORED)))
