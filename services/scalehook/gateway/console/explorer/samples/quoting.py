"""Texts as literals. JSON's are literals of Python, JavaScript, Go and Java, too."""

import json
from collections.abc import Mapping


def literal(text: str) -> str:
    """One text."""
    return json.dumps(text, ensure_ascii=False)


def lines(pairs: Mapping[str, str], form: str) -> str:
    """A line for each pair; `form` has the places `{name}` and `{value}`."""
    return "".join(
        form.format(name=literal(name), value=literal(value)) for name, value in pairs.items()
    )
