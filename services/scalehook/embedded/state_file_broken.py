"""A state file that cannot be read: where, and why."""

import re
from collections.abc import Iterable
from typing import Any

from pydantic import ValidationError


class StateFileBroken(ValueError):
    """The message names the place, and what is wrong there."""


def first_place(invalid: ValidationError, *before: str | int) -> str:
    """`services.fleet.seq: Input should be a valid integer`, and how many more there are."""
    errors = invalid.errors(include_url=False, include_input=False, include_context=False)
    first, more = errors[0], len(errors) - 1
    told = f"{place(*before, *first['loc'])}: {first['msg']}"
    return f"{told} (and {more} more)" if more else told


def place(*path: str | int) -> str:
    """As one would write it."""
    return ".".join(map(str, path))


def of_another_version(content: Any, form: str, program: str) -> str:
    """Why a file is not read by this program; empty: it is."""
    if not isinstance(content, dict) or "scalehook" not in content:
        return f'scalehook: this is no state file: it does not begin with "scalehook": "{form}"'
    if content["scalehook"] != form:
        return f"scalehook: the file is {content['scalehook']!r}, and this program reads {form!r}"
    wrote = str(content.get("version", ""))
    if _parts(wrote) > _parts(program):
        return f"version: written by scalehook {wrote}, which is newer than this one ({program})"
    return ""


def missing_in(kept: Any, given: Any, *path: str | int) -> Iterable[str]:
    """The places that are in what was given and not in what was made of it: nobody knows such a key."""
    if isinstance(given, dict):
        for key, value in given.items():
            if not isinstance(kept, dict) or key not in kept:
                yield place(*path, key)
            else:
                yield from missing_in(kept[key], value, *path, key)
    elif isinstance(given, list) and isinstance(kept, list):
        for number, (one, other) in enumerate(zip(kept, given, strict=False)):
            yield from missing_in(one, other, *path, number)


def _parts(number: str) -> list[int]:
    return [int(part) for part in re.findall(r"\d+", number)]
