"""A piece of a study, played in a process that is told nothing but text."""

import time
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from scalehook.simulate.outcome import SeedOutcome
from scalehook.simulate.run import play
from scalehook.simulate.scenario.overriding import Override
from scalehook.simulate.scenario.reading import Study, parse

Tables = tuple[tuple[str, str], ...]


def tables_of(study: Study) -> Tables:
    """The files that it names, as texts."""
    return tuple(sorted(study.tables.items()))


class Played(NamedTuple):
    """What seeds have come to, and the real time that it took, without the start of a process."""

    outcomes: list[SeedOutcome]
    seconds: float


def play_piece(
    text: str, file: str, overrides: tuple[Override, ...], tables: Tables, seeds: Sequence[int]
) -> Played:
    """One after the other."""
    study = _study(text, file, overrides, tables)
    began = time.monotonic()
    return Played([play(study, seed) for seed in seeds], time.monotonic() - began)


@lru_cache(maxsize=4)
def _study(text: str, file: str, overrides: tuple[Override, ...], tables: Tables) -> Study:
    return parse(text, file, overrides, dict(tables))
