"""The same call at 100 and at 10,000 of everything costs nearly the same."""

from collections.abc import Callable

import pytest

from growth.worlds import BOUND, LARGE, SMALL, WORLDS
from support.effort import at_most, lines

# A timer or a search for garbage may fall into what is counted; one step for each of 10,000 is far more.
STRAY = 50_000


def test_each_turn_of_a_loop_is_a_line() -> None:
    """However it is written: what looks at ten thousand is seen where lines are counted, too."""

    def plain(numbers: range) -> None:
        for _ in numbers: pass  # fmt: skip  # noqa: E701

    written: list[Callable[[range], object]] = [
        plain,
        lambda numbers: [number for number in numbers if number],
        lambda numbers: {number: -number for number in numbers},
        lambda numbers: any(number < 0 for number in numbers),
        lambda numbers: max(numbers, key=lambda number: -number),
    ]
    for loop in written:
        few, many = (lines(lambda loop=loop, size=size: loop(range(size))) for size in (SMALL, LARGE))
        assert many - few >= LARGE - SMALL


@pytest.mark.parametrize("name", WORLDS)
def test_steps_do_not_grow(name: str) -> None:
    """In steps of Python."""
    with WORLDS[name](SMALL) as small, WORLDS[name](LARGE) as large:
        small(), large()  # what is done only once is done
        at_most(BOUND, small=small, large=large)


@pytest.mark.parametrize("name", WORLDS)
def test_instructions_do_not_grow(name: str, instructions: dict[tuple[str, int], int]) -> None:
    """In instructions of the processor, where valgrind is: loops of C are seen, too."""
    few, many = (instructions[name, size] for size in (SMALL, LARGE))
    assert many <= BOUND * few + STRAY, (
        f"{few:,} instructions in the small world, {many:,} in the large one"
    )
