"""What was measured where: the machine, and the versions of both sides."""

import os
import platform
import shutil
import subprocess
from importlib import metadata
from pathlib import Path
from typing import Any

from benchmarks.servers import version_of

PACKAGES = ("pydantic", "uvicorn", "uvloop", "httptools", "orjson", "lxml", "aio-pika")
OTHERS = ("fauxqs", "ministack", "moto")


def about() -> dict[str, Any]:
    """For the head of the results."""
    return {
        "machine": {
            "processor": _processor(),
            "cores": os.cpu_count(),
            "system": platform.platform(),
            "load": os.getloadavg()[0],
        },
        "python": platform.python_version(),
        "node": _said("node", "--version"),
        "valgrind": _said("valgrind", "--version"),
        "commit": _said("git", "rev-parse", "--short", "HEAD"),
        "packages": {name: metadata.version(name) for name in PACKAGES},
        "others": {name: version_of(name) for name in OTHERS},
    }


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    named = (line.partition(": ")[2] for line in lines if line.startswith("model name"))
    return next(named, platform.machine())


def _said(program: str, *arguments: str) -> str:
    """What it prints; nothing where it is not installed."""
    if shutil.which(program) is None:
        return ""
    done = subprocess.run([program, *arguments], capture_output=True, text=True, check=False)
    return done.stdout.strip()
