"""Any value as text on one line, whatever control characters it holds."""

import json


def one_line(value: object) -> str:
    """A text as it is, anything else as JSON; what cannot be printed is escaped."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return text if text.isprintable() else "".join(map(_printable, text))


def _printable(character: str) -> str:
    return character if character.isprintable() else character.encode("unicode_escape").decode()
