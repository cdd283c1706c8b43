"""Lengths of time and shares as a scenario writes them: always with their unit."""

import re
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

UNITS = {"d": 86400.0, "h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001}
_PART = r"(\d+(?:\.\d+)?)(ms|[dhms])"
_WRITTEN = re.compile(f"(?:{_PART})+", re.ASCII)
LONGEST = 366 * 86400.0


def length(given: object) -> float:
    """Seconds of `90s`, `1h30m`, `20ms`."""
    if isinstance(given, float) and not isinstance(given, bool):
        return given  # in Python
    text = str(given).strip()
    if not _WRITTEN.fullmatch(text):
        unit = f"; {text} what? write {text}s" if re.fullmatch(r"\d+(\.\d+)?", text) else ""
        raise ValueError(f"{text!r} is not a length of time: write 20ms, 90s, 10m, 1h30m{unit}")
    seconds = sum(float(number) * UNITS[unit] for number, unit in re.findall(_PART, text))
    if seconds > LONGEST:
        raise ValueError(f"{text} is longer than a year")
    return seconds


def part(given: object) -> float:
    """`0.5%` or `0.005`."""
    text = str(given).strip()
    try:
        share = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        raise ValueError(f"{text!r} is no share: write 0.5% or 0.005") from None
    if not 0 <= share <= 1:
        raise ValueError(f"{text} is no share: it is between 0% and 100%")
    return share


PATTERN = {"type": "string", "pattern": r"^((\d+(\.\d+)?)(ms|[dhms]))+$"}
SHARE = {"type": ["number", "string"], "pattern": r"^\d+(\.\d+)?%?$"}
Length = Annotated[float, BeforeValidator(length), WithJsonSchema(PATTERN)]
Share = Annotated[float, BeforeValidator(part), WithJsonSchema(SHARE)]
Name = Annotated[str, Field(min_length=1, max_length=128)]


class Model(BaseModel):
    """A part of a scenario: no key that is unknown."""

    model_config = ConfigDict(extra="forbid", frozen=True)
