"""Who of several workers runs which tests, and when."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from xdist.scheduler import loadscope

from support.ordering import Sharing

WAITING = [f"tests/e2e/test_{each}.py::test_it" for each in "abcdefgh"]
COMPUTING = [f"tests/unit/fleet/test_{each}.py::test_it" for each in "uvw"]
IDS = [*WAITING, *COMPUTING]


Share = Callable[[int], tuple[Sharing, list["Worker"]]]


@dataclass(eq=False)
class Worker:
    """What it was told to run, in order."""

    told: list[str] = field(default_factory=list)
    shutting_down: bool = False
    id: str = "gw"

    @property
    def gateway(self) -> "Worker":
        """Where its name is."""
        return self

    def send_runtest_some(self, places: list[int]) -> None:
        self.told += [IDS[place] for place in places]

    def shutdown(self) -> None:
        self.shutting_down = True


@pytest.fixture
def shared(pytestconfig: pytest.Config, monkeypatch: pytest.MonkeyPatch) -> Share:
    """The tests among so many workers."""

    def share(count: int) -> tuple[Sharing, list[Worker]]:
        monkeypatch.setattr(loadscope, "parse_tx_spec_config", lambda _: [None] * count)
        monkeypatch.setattr(pytestconfig.option, "loadscopereorder", False, raising=False)
        sharing, workers = Sharing(pytestconfig), [Worker() for _ in range(count)]
        for worker in workers:
            sharing.add_node(worker)  # type: ignore[arg-type]
            sharing.add_node_collection(worker, IDS)  # type: ignore[arg-type]
        sharing.schedule()
        return sharing, workers

    return share


def test_one_of_several_computes_while_others_wait(shared: Share) -> None:
    """The last worker begins with the longest that computes; when none is left it helps the others."""
    sharing, workers = shared(3)
    *others, calm = workers
    for done in calm.told:  # which grows meanwhile
        sharing.mark_test_complete(calm, IDS.index(done))  # type: ignore[arg-type]
    assert [worker.told for worker in others] == [WAITING[0:3:2], WAITING[1:4:2]]
    assert calm.told == [*reversed(COMPUTING), *WAITING[4:]]


@pytest.mark.parametrize("count", [1, 2])
def test_few_workers_begin_with_what_waits(count: int, shared: Share) -> None:
    """Both are needed: what waits takes longest."""
    _, workers = shared(count)
    assert [worker.told[0] for worker in workers] == WAITING[:count]
