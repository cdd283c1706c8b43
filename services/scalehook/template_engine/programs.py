"""jq programs that have expressions in them."""

import json
import re
from collections.abc import Callable
from typing import Any

from scalehook.template_engine.functions.text import printed
from scalehook.template_engine.references import EXPRESSION

# What may change whether a place is inside one of jq's texts: `"`, and `\( … )` in one.
PART = re.compile(rf'{EXPRESSION.pattern}|(?P<word>\\.|["()])', re.DOTALL)


def written_in(program: str, value_of: Callable[[str], Any]) -> str:
    """The program with what each name stands for. Inside one of its texts that is the value as text, so
    that it stays one; elsewhere it is JSON, but a text is a piece of the program.
    """
    open_places: list[str] = []

    def put(found: re.Match[str]) -> str:
        in_text = open_places[-1:] == ['"']
        if found["word"] is None:
            return _value(value_of(found[1].strip()), in_text)
        _move(open_places, found["word"], in_text)
        return found[0]

    return PART.sub(put, program)


def _value(value: Any, in_text: bool) -> str:
    if in_text:
        return json.dumps(printed(value), ensure_ascii=False)[1:-1]
    return "null" if value is None else printed(value)


def _move(places: list[str], word: str, in_text: bool) -> None:
    if word == '"' and not in_text:
        places.append(word)
    elif word == "\\(" if in_text else word == "(":
        places.append("(")
    elif places and word == ('"' if in_text else ")"):
        places.pop()
