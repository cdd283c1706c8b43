"""How long a stack takes until it may be used."""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx

from benchmarks.row import Row
from scalehook.kit.telemetry import configure_logging
from scalehook.testing.running import running_stack

ROUNDS = 5


async def rows() -> list[Row]:
    """As a process, and inside this one."""
    configure_logging("error")
    return [
        Row("start_process", statistics.median(_process() for _ in range(ROUNDS)), "s", "scalehook up"),
        Row("start_inprocess", statistics.median(_inside() for _ in range(ROUNDS)), "s", "fixture"),
    ]


def _process() -> float:
    with tempfile.TemporaryDirectory() as folder:
        endpoint = Path(folder) / "endpoint.json"
        command = [sys.executable, "-m", "scalehook.cli", "up", "--port", "0", "--state", folder]
        started = time.perf_counter()
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
            while not endpoint.exists():
                time.sleep(0.002)
            while not _ready(json.loads(endpoint.read_text())["endpoint"]):
                time.sleep(0.002)
            seconds = time.perf_counter() - started
            process.terminate()
    return seconds


def _ready(endpoint: str) -> bool:
    try:
        return httpx.get(f"{endpoint}/readyz", trust_env=False).status_code == 200
    except httpx.HTTPError:
        return False


def _inside() -> float:
    started = time.perf_counter()
    with running_stack():
        return time.perf_counter() - started
