"""The same call at 100 and at 10,000 of everything costs nearly the same."""

from collections.abc import Callable

import pytest

from growth.worlds import BOUND, LARGE, SMALL, WORLDS
from support.effort import at_most


@pytest.mark.parametrize("name", WORLDS)
def test_steps_do_not_grow(name: str) -> None:
    """In steps of Python."""
    small, large = (WORLDS[name](size) for size in (SMALL, LARGE))
    small(), large()  # what is done only once is done
    at_most(BOUND, small=small, large=large)


@pytest.mark.parametrize("name", WORLDS)
def test_instructions_do_not_grow(name: str, instructions: Callable[[str, int], int]) -> None:
    """In instructions of the processor, where valgrind is: loops of C are seen, too."""
    few, many = (instructions(name, size) for size in (SMALL, LARGE))
    assert many <= BOUND * few
