"""`make bench`: prints a table, and writes `benchmarks/results.json`."""

import asyncio
import json
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks import clock, hosts, starting
from benchmarks.row import Row

RESULTS = Path(__file__).parent / "results.json"


def main() -> None:
    rows: list[Row] = []
    for measure in (hosts.rows, clock.rows, starting.rows):
        rows += asyncio.run(measure())
    RESULTS.write_text(json.dumps({"rows": [row.as_json() for row in rows]}, indent=1) + "\n")
    table = Table("row", "ours", "other", "ratio", "unit", "note")
    for row in rows:
        table.add_row(*row.cells())
    Console().print(table)


if __name__ == "__main__":
    main()
