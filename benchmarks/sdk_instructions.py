"""Instructions of a call through an SDK, of client and server; the same SDK on canned answers."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks import sdks, servers
from benchmarks.canned import canned
from benchmarks.driven import driven
from benchmarks.row import Row
from benchmarks.servers import Server
from support import callgrind

COUNTS = {"mns": 20, "ess": 10}
UNITS = {"mns": "turns", "ess": "calls"}


def row(product: str) -> Row:
    """So many calls for a thousand million instructions: the more the better, as with calls a second."""
    with _folder() as folder, servers.scalehook(*callgrind.prefix(folder)) as ours:
        if product == "mns":
            group, answers = "none", sdks.mns_answers(ours)
        else:
            group, answers = sdks.ess_answers(ours)
        mine = _instructions(product, ours, folder, group)
    with _folder() as folder, canned(answers, *callgrind.prefix(folder)) as other:
        theirs = _instructions(product, other, folder, group)
    return Row(
        f"instructions_{product}_sdk", 1e9 / mine, f"{UNITS[product]} for 10⁹",
        "client and server together; other: canned answers", 1e9 / theirs, aim=sdks.AIM,
    )  # fmt: skip


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def _instructions(product: str, server: Server, folder: Path, group: str) -> float:
    """For each call."""
    count = COUNTS[product]
    arguments = product, str(server.port), group, str(count)
    with (
        _folder() as own,
        driven("calling", *arguments, under=callgrind.prefix(own)) as client,
        callgrind.Counting(server.process_id, folder) as of_server,
        callgrind.Counting(client.process_id, own) as of_client,
    ):
        client.tell()
    return (of_server.instructions + of_client.instructions) / count
