"""Each documented error row of Auto Scaling, letter for letter, and what each operation answers when
all is well: through two generations of official SDKs.
"""

from typing import Any

import pytest

from support.cloud.furnished import Furnished
from support.cloud.generations import Newer, Older
from support.cloud.process import StackProcess
from support.cloud.rows import FORBIDDEN, ROWS, Row
from support.cloud.story import READING, Story

Caller = Older | Newer
GENERATIONS = pytest.mark.parametrize("generation", (Older, Newer))


def named(row: Row) -> str:
    return f"{row.action}-{row.code}"


@pytest.fixture(scope="module")
def world(process: StackProcess) -> Furnished:
    return Furnished(process)


@GENERATIONS
@pytest.mark.parametrize("row", ROWS, ids=named)
def test_refused(world: Furnished, row: Row, generation: type[Caller]) -> None:
    """The request is refused with the row's status, code and message."""
    found = generation(world.clients).refusal(row.action, **world.filled(row.parameters))
    message = generation.told(world.filled(row.message), row.parameters)
    assert found == (row.status, row.code, message)


@GENERATIONS
@pytest.mark.parametrize("row", FORBIDDEN, ids=named)
def test_forbidden(world: Furnished, row: Row, generation: type[Caller]) -> None:
    """Who has no policy at all may not do it."""
    found = generation(world.stranger).refusal(row.action, **world.filled(row.parameters))
    assert found == (row.status, row.code, row.message)


@GENERATIONS
@pytest.mark.parametrize(("action", "parameters", "key"), READING, ids=lambda value: str(value)[:30])
def test_read(
    world: Furnished, action: str, parameters: dict[str, Any], key: str, generation: type[Caller]
) -> None:
    """What is asked for is there, and not empty."""
    answer = generation(world.clients)(action, **world.filled(parameters))
    found = answer[key]
    if generation is Older and isinstance(found, dict) and len(found) == 1:
        [found] = found.values()  # a list has its item's name around it
    assert answer["RequestId"] and found not in ([], {}, None, "")


@GENERATIONS
def test_changed(world: Furnished, generation: type[Caller]) -> None:
    """A group's life from its making to its deletion, by every operation that changes something."""
    story = Story(world, generation(world.clients))
    story.make()
    story.back_ends()
    story.instances()
    story.rules()
    story.hooks()
    story.tasks()
    story.refreshes()
    story.tags()
    story.end()
