"""Random numbers of the system's, fetched in blocks."""

import os
from collections import Counter

import pytest

from scalehook.kit.randomness import BLOCK, RandomBytes, Unforeseen, seeded, unforeseen

BITS = [0, 1, 7, 8, 9, 53, 128, 8 * BLOCK + 1]


def test_no_byte_is_given_out_twice() -> None:
    """Also where a block ends in the middle of what is asked for."""
    random = RandomBytes()
    parts = [random.take(100) for _ in range(3 * BLOCK // 100)]
    assert {len(part) for part in parts} == {100}
    assert len(set(parts)) == len(parts)


def test_more_than_a_block() -> None:
    """All of it comes, and what follows is new."""
    random = RandomBytes()
    assert len(first := random.take(3 * BLOCK)) == 3 * BLOCK
    assert random.take(16) not in first


@pytest.mark.parametrize("bits", BITS)
def test_a_number_has_no_more_bits_than_asked_for(bits: int) -> None:
    """And each of them is set now and then."""
    random, seen = Unforeseen(), 0
    for _ in range(64):
        number = random.getrandbits(bits)
        assert 0 <= number < 2**bits
        seen |= number
    assert seen == 2**bits - 1


def test_less_than_no_bits() -> None:
    """As Python's own."""
    with pytest.raises(ValueError):
        Unforeseen().getrandbits(-1)


def test_fractions_and_choices_are_even() -> None:
    """What the library makes of them; of 4,000 draws of eight kinds, none misses by 150 in ages."""
    random = Unforeseen()
    fractions = Counter(int(random.random() * 8) for _ in range(4000))
    choices = Counter(random.randrange(8) for _ in range(4000))
    for drawn in (fractions, choices):
        assert set(drawn) == set(range(8))
        assert all(abs(count - 500) < 150 for count in drawn.values())


def test_a_forked_process_goes_its_own_way() -> None:
    """It would give out what its parent gives out, ids and tokens."""
    random = unforeseen("anybody")
    random.randbytes(16)  # a block is fetched, and the rest of it is to come
    reading, writing = os.pipe()
    if (child := os.fork()) == 0:
        try:
            os.write(writing, random.randbytes(64))
        finally:  # whatever happens, the tests go on in one process
            os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    drawn = os.read(reading, 64)
    assert len(drawn) == 64
    assert drawn != random.randbytes(64)
    os.close(reading)


def test_seeded_is_the_same_for_a_service_that_comes_back() -> None:
    """It goes on, and another service has numbers of its own."""
    first, second = seeded(1), seeded(1)
    drawn = [first("a").getrandbits(64) for _ in range(2)]
    assert drawn == [second("a").getrandbits(64) for _ in range(2)]
    assert len({*drawn, first("b").getrandbits(64)}) == 3
