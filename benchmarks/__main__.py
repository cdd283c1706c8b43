"""`make bench`: prints a table, and writes `benchmarks/results.json`.

`python -m benchmarks NAME …` measures some modules alone (`sends cycle`), `--quick` less of each,
`--instructions NAME …` only instructions (`send complete`).
"""

import argparse
import asyncio
import importlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks import instructions
from benchmarks.extent import FULL, QUICK, Extent
from benchmarks.machine import about
from benchmarks.row import Row

RESULTS = Path(__file__).parent / "results.json"
WIDTH = 140  # also where it is printed into a file
IN_THREE_MINUTES = ("sends", "sdks", "starting", "fixtures", "memory", "cycle", "replay", "stall")
MODULES = (
    *IN_THREE_MINUTES,
    "batches",
    "wake_up",
    "fan_out",
    "million",
    "kills",
    "instructions",
    "rabbit",
    "consumer_kit",
    "hosts",
    "backlog",
    "latency",
    "latency_of_kit",
    "certified",
    "clock",
    "timeline",
    "simulated",
    "executions",
    "large",
    "console",
)


def main(given: Sequence[str] | None = None) -> None:
    asked = _asked(given)
    rows: list[Row] = []
    try:
        for some in _instructions(asked.names) if asked.instructions else _modules(asked):
            rows += some
    finally:  # who interrupts a long run keeps what it has measured
        _keep(rows)
        _print(rows)


def _keep(rows: list[Row]) -> None:
    RESULTS.write_text(json.dumps({**about(), "rows": [r.as_json() for r in rows]}, indent=1) + "\n")


def _print(rows: list[Row]) -> None:
    table = Table("row", "ours", "other", "ratio", "unit", "aim", "met", "note")
    for column in table.columns[:-1]:
        column.no_wrap = True
    for row in rows:
        table.add_row(*row.cells())
    console = Console()
    console.width = max(console.width, WIDTH)
    console.print(table)


def _asked(given: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m benchmarks", description="Measures the speed.")
    parser.add_argument("names", nargs="*", help=f"{' '.join(MODULES)}; or names of instructions")
    parser.add_argument("--quick", action="store_true", help="fewer rounds, and only what is quick")
    parser.add_argument("--instructions", action="store_true", help="only instructions (valgrind)")
    return parser.parse_args(given)


def _instructions(names: list[str]) -> Iterator[list[Row]]:
    yield asyncio.run(instructions.rows(FULL, names or instructions.NAMES))


def _modules(asked: argparse.Namespace) -> Iterator[list[Row]]:
    names = asked.names or (IN_THREE_MINUTES if asked.quick else MODULES)
    extent = QUICK if asked.quick else FULL
    return (_measured(name, extent) for name in names)


def _measured(name: str, extent: Extent) -> list[Row]:
    """The rows of one module; one that cannot be measured says why, and the others go on."""
    progress = Console(stderr=True)
    progress.print(f"measuring {name} …")
    try:
        module: Any = importlib.import_module(f"benchmarks.{name}")
        return list(asyncio.run(module.rows(extent)))
    except Exception as problem:
        progress.print_exception(max_frames=4, extra_lines=1)
        return [Row(name, None, note=f"not measured: {problem!r}")]


if __name__ == "__main__":
    main()
