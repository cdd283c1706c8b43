"""A study, what it comes to alone, and workers for it."""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import ExitStack
from pathlib import Path

import pytest

from scalehook.simulate.distributed.worker import Worker
from scalehook.simulate.outcome import SeedOutcome
from scalehook.simulate.run import play
from scalehook.simulate.scenario.reading import Study, parse
from support.studies import CODE, OneThread, working

FILE = Path(__file__).parents[2] / "unit/simulate/short.yaml"


@pytest.fixture(scope="module")
def study() -> Study:
    return parse(FILE.read_text(), str(FILE))


@pytest.fixture(scope="module")
def alone(study: Study) -> list[SeedOutcome]:
    """What seeds come to where nobody shares them."""
    return [play(study, seed) for seed in range(6)]


@pytest.fixture
def hire(module_vhost: str) -> Iterator[Callable[..., None]]:
    """Begins workers of this code; they end with the test."""
    with ExitStack() as ends:

        def begin(players: Callable[[int], Executor] = OneThread, code: str = CODE) -> None:
            ends.enter_context(working(Worker(module_vhost, code, 1, lambda line: None, players)))

        yield begin
