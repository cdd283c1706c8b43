"""How long it takes to certify the good consumer that comes along, with all scenarios."""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.extent import Extent
from benchmarks.row import Aim, Row

GOOD = Path(__file__).parents[1] / "examples" / "good"
AIM = Aim(60, alone=True)
PYTHON = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}


async def rows(_: Extent) -> list[Row]:
    """Once: most of the time is the consumer's, who is watched for five seconds after some stories."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [sys.executable, "-m", "scalehook.cli", "certify", "--json", str(report)]
        began = time.perf_counter()
        subprocess.run(
            [*command, "--profile", str(GOOD / "certify.yaml")], env=PYTHON, stdout=subprocess.DEVNULL
        )
        spent = time.perf_counter() - began
        summary = json.loads(report.read_text())["summary"]
    counted = ", ".join(f"{number} {verdict}" for verdict, number in summary.items() if number)
    ours = None if summary["failed"] or summary["inconclusive"] else spent  # else it says nothing
    return [Row("certify_good_wall", ours, "s", f"the kit's consumer: {counted}", aim=AIM)]
