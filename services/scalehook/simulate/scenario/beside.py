"""Files beside a scenario: tables of numbers that it names."""

import csv
import io
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Self

from pydantic import ValidationInfo

from scalehook.simulate.scenario.quantities import length

LONGEST = 16 * 2**20  # characters of a file


class Beside:
    """They are read from a folder, or were `given` as text, by name. `read` is what the scenario has
    asked for: all that another machine needs.
    """

    def __init__(self, folder: Path, given: Mapping[str, str] | None = None) -> None:
        self._folder, self._given = folder, given
        self.read: dict[str, str] = {}

    @classmethod
    def of(cls, info: ValidationInfo) -> Self:
        """Those of the scenario that is being validated."""
        found = (info.context or {}).get("beside")
        return found if isinstance(found, cls) else cls(Path())

    def column(self, file: str, name: str) -> list[float]:
        """The numbers of a column, or of the only one; ascending."""
        return sorted(max(0.0, number) for number in self.numbers(file, name))

    def numbers(self, file: str, name: str) -> list[float]:
        """As they stand in the file; ValueError names what is wrong with it."""
        try:
            rows = list(csv.DictReader(io.StringIO(self._text(file), newline="")))
        except (OSError, UnicodeDecodeError, csv.Error) as problem:
            raise ValueError(f"{file} cannot be read: {problem}") from None
        known = list(rows[0]) if rows else []
        name = name or (known[0] if len(known) == 1 else "")
        if name not in known:
            there = ", ".join(map(str, known)) or "none"
            raise ValueError(f"{file} has no column {name!r}: there are {there}")
        return [_number(row[name], f"{file}:{line}") for line, row in enumerate(rows, 2)]

    def _text(self, file: str) -> str:
        if file not in self.read:
            if self._given is None:
                with (self._folder / file).open(newline="", encoding="utf-8") as stream:
                    text = stream.read(LONGEST + 1)
                if len(text) > LONGEST:
                    raise OSError(f"it has more than {LONGEST} characters")
                self.read[file] = text
            elif file in self._given:
                self.read[file] = self._given[file]
            else:
                raise FileNotFoundError("it did not come with the scenario")
        return self.read[file]


def _number(text: str | None, place: str) -> float:
    try:
        return _read(text or "")
    except ValueError:
        raise ValueError(f"{place}: {text!r} is no number") from None


def _read(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        return length(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number
