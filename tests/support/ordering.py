"""Which tests run first, and which stay together when several workers share the work (`pytest -n 2`).

Tests of a file stay together: they may share what takes long to make, and to hand out each by itself
takes some milliseconds of a processor. So do files that need a broker and a database, so that few
workers start them. What takes longest comes first, so that in the end only short files are left, of
which every worker can take one.

Tests of whole stacks wait for servers and programs half of their time. So one worker of several begins
at the other end, with what only computes: no core is idle meanwhile.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

# those that wait, the longest first; whatever else there is comes after them
WAITING = (
    "tests/e2e/test_distributed",
    "tests/integration/kit/",
    "tests/integration/distributed/",
    "tests/e2e/test_console",
    "tests/e2e/test_compose.py",
    "tests/e2e/test_certify.py",
    "tests/e2e/test_documents.py",
    "tests/e2e/examples/",
    "tests/integration/script_runner/",
    "tests/e2e/test_fuzz.py",
    "tests/e2e/test_crash.py",
    "tests/e2e/test_demo.py",
    "tests/e2e/",
    "tests/integration/",
)
# those that compute, the longest last
COMPUTING = (
    "tests/unit/",
    "tests/growth/",
    "tests/unit/contracts/",
    "tests/unit/template_engine/",
    "tests/unit/simulate/",
    "tests/unit/ensemble/",
    "tests/growth/test_growth.py",
)
# A broker and a database cost ten seconds of a processor: two workers start them, of however many. A
# browser costs three: one does.
TOGETHER = {
    "tests/e2e/test_distributed": "processes on a broker and a database",
    "tests/e2e/test_new_projects": "processes on a broker and a database",
    "tests/e2e/examples/test_python_consumers": "processes on a broker and a database",
    "tests/integration/kit/": "a broker and a database",
    "tests/integration/distributed/": "a broker and a database",
    "tests/integration/simulate/": "a broker and a database",
    "tests/integration/testing/": "a broker and a database",
    "tests/integration/consumer/": "a broker and a database",
    "tests/e2e/test_console": "a browser",
    "tests/unit/test_shape": "files that have been parsed",
    "tests/unit/contracts/test_housekeeping": "files that have been parsed",
    "tests/unit/contracts/test_operations": "files that have been parsed",
    "tests/unit/template_engine/test_feature_page": "files that have been parsed",
}
# their tests are long, and share nothing
APART = ("tests/unit/ensemble/test_any_order.py", "tests/unit/simulate/test_fault_runs.py")


FEW = 2


class Sharing(LoadScopeScheduling):
    """Gives a worker that has nothing to do the next file, or the next test that stands apart."""

    _places: dict[str, int] = {}  # by the id of each test

    def _split_scope(self, nodeid: str) -> str:
        return _scope(nodeid)

    def _assign_work_unit(self, node: Any) -> None:
        """Where a test stands is looked up: xdist would look for each through all that there are."""
        scope, unit = self.workqueue.popitem(last=self._begins_at_the_end(node))
        self.assigned_work.setdefault(node, {})[scope] = unit
        collected = self.registered_collections[node]
        if len(self._places) != len(collected):  # which are the same for all workers
            self._places = {nodeid: place for place, nodeid in enumerate(collected)}
        node.send_runtest_some([self._places[nodeid] for nodeid, done in unit.items() if not done])

    def _begins_at_the_end(self, node: Any) -> bool:
        """As long as something is left that computes; two workers are both needed by what waits."""
        last = next(iter(self.workqueue[next(reversed(self.workqueue))]))
        return node is self.nodes[-1] and len(self.nodes) > FEW and last.startswith(COMPUTING)

    def mark_test_complete(self, node: Any, item_index: int, duration: float = 0) -> None:
        """What is over is forgotten: after each test xdist counts what its worker has left, and would
        count through all that it ever had.
        """
        nodeid = self.registered_collections[node][item_index]
        work, scope = self.assigned_work[node], _scope(nodeid)
        work[scope][nodeid] = True
        if all(work[scope].values()):
            del work[scope]
        self._reschedule(node)


@cache
def _scope(nodeid: str) -> str:
    shared = (scope for start, scope in TOGETHER.items() if nodeid.startswith(start))
    return next(shared, nodeid if nodeid.startswith(APART) else nodeid.partition("::")[0])


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Sharing:
    """Our own; the order of collection is kept."""
    config.option.loadscopereorder = False
    return Sharing(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Those that wait, then those that compute."""
    items.sort(key=lambda item: _place(item.nodeid))


def _place(nodeid: str) -> tuple[bool, int]:
    if (rank := _rank(nodeid, COMPUTING[::-1])) is not None:
        return True, -rank
    rank = _rank(nodeid, WAITING)
    return False, len(WAITING) if rank is None else rank


def _rank(nodeid: str, starts: Sequence[str]) -> int | None:
    return next((rank for rank, start in enumerate(starts) if nodeid.startswith(start)), None)
