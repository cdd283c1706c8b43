"""`make bench`: prints a table, and writes `benchmarks/results.json`.

`python -m benchmarks NAME …` measures some modules alone: `python -m benchmarks hosts mns_raw`.
"""

import asyncio
import importlib
import json
import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.row import Row

RESULTS = Path(__file__).parent / "results.json"
MODULES = ("hosts", "rabbit", "mns_raw", "sdks", "backlog", "starting", "memory", "latency", "clock")


def main(names: list[str]) -> None:
    console = Console(stderr=True)
    rows: list[Row] = []
    for name in names or MODULES:
        console.print(f"measuring {name} …")
        rows += asyncio.run(importlib.import_module(f"benchmarks.{name}").rows())
    RESULTS.write_text(json.dumps({"rows": [row.as_json() for row in rows]}, indent=1) + "\n")
    table = Table("row", "ours", "other", "ratio", "unit", "note")
    for row in rows:
        table.add_row(*row.cells())
    Console().print(table)


if __name__ == "__main__":
    main(sys.argv[1:])
