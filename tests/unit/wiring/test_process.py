"""How a process of the stack runs."""

import resource
from collections.abc import Iterator

import pytest

from scalehook.wiring.process import MOST_OPEN_FILES, allow_many_files


@pytest.fixture
def limits() -> Iterator[tuple[int, int]]:
    given = resource.getrlimit(resource.RLIMIT_NOFILE)
    yield given
    resource.setrlimit(resource.RLIMIT_NOFILE, given)


def test_many_files_may_be_open(limits: tuple[int, int]) -> None:
    """Some systems begin with few; never fewer than there were."""
    soft, hard = limits
    resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))
    allow_many_files()
    raised, kept = resource.getrlimit(resource.RLIMIT_NOFILE)
    assert kept == hard
    assert raised == (MOST_OPEN_FILES if hard == resource.RLIM_INFINITY else min(hard, MOST_OPEN_FILES))
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    allow_many_files()
    assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] >= min(soft, MOST_OPEN_FILES)
