"""How long a stack takes until it may be used."""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx
from moto import mock_aws

from benchmarks import servers
from benchmarks.alternating import medians
from benchmarks.row import Row
from scalehook.kit.logs import configure_logging
from scalehook.testing.running import running_stack


async def rows() -> list[Row]:
    """As a process, and inside this one; moto's counterparts of both."""
    configure_logging("error")
    process = await medians(_process, _moto_process)
    inside = await medians(_inside, _moto_inside)
    return [
        Row("start_process", process[0], "s", "scalehook up; other: moto_server", process[1]),
        Row("start_inprocess", inside[0], "s", "pytest fixture; other: moto's decorator", inside[1]),
    ]


async def _process() -> float:
    with tempfile.TemporaryDirectory() as folder:
        endpoint = Path(folder) / "endpoint.json"
        command = [sys.executable, "-m", "scalehook.cli", "up", "--port", "0", "--state", folder]
        started = time.perf_counter()
        with subprocess.Popen(
            command, stdout=subprocess.DEVNULL, env=servers.environment({})
        ) as process:
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


async def _moto_process() -> float:
    started = time.perf_counter()
    with servers.moto():
        return time.perf_counter() - started


async def _inside() -> float:
    started = time.perf_counter()
    with running_stack():
        return time.perf_counter() - started


async def _moto_inside() -> float:
    started = time.perf_counter()
    with mock_aws():
        return time.perf_counter() - started
