"""Instructions for one request to the embedded server, under callgrind: noise does not touch them.

`python -m benchmarks --instructions send complete` measures some requests alone.
"""

import itertools
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from benchmarks import replay, requests_of_mns, sdk_instructions, servers
from benchmarks.extent import Extent
from benchmarks.instructed import Instructed
from benchmarks.load import Refused
from benchmarks.requests_of_ess import Group
from benchmarks.row import Aim, Row
from support import callgrind

COUNT, WARM_UP = 40, 15
OF_SERVER = {
    "send": 300, "receive": 350, "delete": 200,
    "describe_instances": 700, "describe_hooks": 450, "complete": 600,
}  # fmt: skip
OF_SDKS = ("mns_sdk", "ess_sdk")
AIMS = {**OF_SERVER, "replay": replay.TODAY / 4}
NAMES = (*AIMS, *OF_SDKS)
TEXT = "x" * 200


async def rows(extent: Extent, names: Sequence[str] = NAMES) -> list[Row]:
    """One caller, one connection that is kept; requests are made and signed beforehand."""
    if not callgrind.is_there():
        return [Row("instructions", None, note="valgrind is not installed")]
    found = []
    if {*names} & {*OF_SERVER}:
        with _server() as instructed:
            found = [*_of_mns(instructed, names), *_of_ess(instructed, names)]
    if "replay" in names:
        found.append(("replay", await replay.instructions()))
    sdks = [sdk_instructions.row(name.removesuffix("_sdk")) for name in OF_SDKS if name in names]
    return [*(_row(name, thousands) for name, thousands in found if name in names), *sdks]


def _row(name: str, thousands: float) -> Row:
    what = " request, one caller" if name != "replay" else "n entry of SendMessage"
    return Row(f"instructions_{name}", thousands, "thousands", f"a{what}", aim=Aim(AIMS[name]))


@contextmanager
def _server() -> Iterator[Instructed]:
    with tempfile.TemporaryDirectory() as folder:
        counted = Path(folder)
        with servers.scalehook(*callgrind.prefix(counted)) as server:
            instructed = Instructed(server, counted)
            with suppress(Refused):  # who wakes it may not wait so long as that takes on a busy machine
                instructed.ask(requests_of_mns.create_queue(server, "first"))
            yield instructed


def _of_mns(instructed: Instructed, names: Sequence[str]) -> Iterator[tuple[str, float]]:
    if not {"send", "receive", "delete"} & set(names):
        return
    server, numbers = instructed.server, itertools.count()
    instructed.ask(requests_of_mns.create_queue(server, "q"))

    def sends(count: int) -> list[bytes]:
        texts = (f"{TEXT}{number}" for number in itertools.islice(numbers, count))
        return [requests_of_mns.send_message(server, "q", text) for text in texts]

    yield "send", instructed.thousands(sends(WARM_UP), sends(COUNT))
    receives = [requests_of_mns.receive_message(server, "q") for _ in range(WARM_UP + COUNT)]
    yield "receive", instructed.thousands(receives[:WARM_UP], receives[WARM_UP:])
    deletes = [
        requests_of_mns.delete_message(server, "q", requests_of_mns.handle_of(answer))
        for answer in instructed.answers
    ]
    yield "delete", instructed.thousands(deletes[:WARM_UP], deletes[WARM_UP:])


def _of_ess(instructed: Instructed, names: Sequence[str]) -> Iterator[tuple[str, float]]:
    if not {"describe_instances", "describe_hooks", "complete"} & set(names):
        return
    group = Group(instructed.server, instructed.ask)
    group.add(10)
    group.await_instances(10)
    yield "describe_instances", _thousands(instructed, group, "DescribeScalingInstances")
    group.make_hook()
    yield "describe_hooks", _thousands(instructed, group, "DescribeLifecycleHooks")
    if "complete" in names:  # a group has one activity at a time: there is a group for each
        groups = [Group(instructed.server, instructed.ask) for _ in range(WARM_UP + COUNT)]
        ends = [group.complete() for group in groups]
        yield "complete", instructed.thousands(ends[:WARM_UP], ends[WARM_UP:])


def _thousands(instructed: Instructed, group: Group, action: str) -> float:
    made = group.describe(action, WARM_UP + COUNT)
    return instructed.thousands(made[:WARM_UP], made[WARM_UP:])
