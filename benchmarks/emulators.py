"""What stands beside us in the rows of queues and topics: three emulators of SQS and SNS."""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager

from benchmarks import servers
from benchmarks.alternating import in_turn
from benchmarks.extent import Extent
from benchmarks.row import Aim, Row
from benchmarks.servers import Server
from benchmarks.spent import Spent, compared

OTHERS = {"fauxqs": servers.fauxqs, "ministack": servers.ministack, "moto": servers.moto}
SHARES = {"fauxqs": 1, "ministack": 1 / 4, "moto": 1 / 20}  # of the work: the slow ones take long

Side = Callable[[], Awaitable[Spent]]


@contextmanager
def all_of_them() -> Iterator[tuple[Server, dict[str, Server]]]:
    """Ours, and those that are installed."""
    with ExitStack() as stack:
        ours = stack.enter_context(servers.scalehook())
        found = {name: stack.enter_context(start()) for name, start in OTHERS.items()}
        yield ours, {name: server for name, server in found.items() if server is not None}


async def beside(
    name: str, what: str, extent: Extent, ours: Side, others: Mapping[str, Side], aims: Mapping[str, Aim]
) -> list[Row]:
    """A row of processor time for each of them, and one of what was done in a second on the wall."""
    own, *seen = await in_turn(extent.rounds, ours, *others.values())
    found = dict(zip(others, seen, strict=True))
    return [row for who in OTHERS for row in _rows(name, what, who, own, found.get(who), aims.get(who))]


def _rows(
    name: str, what: str, who: str, own: list[Spent], other: list[Spent] | None, aim: Aim | None
) -> list[Row]:
    if other is None:
        return [Row(name, None, note=f"not measured with {who}")]
    note = f"{what}; other: {who} {servers.version_of(who)}"
    micros = ([spent.micros for spent in side] for side in (own, other))
    wall = ([spent.per_second for spent in side] for side in (own, other))
    return [
        compared(name, "µs of CPU", *micros, note, aim),
        compared(f"{name}_wall", "a second", *wall, note),
    ]
