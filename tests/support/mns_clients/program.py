"""A program in some language that uses a client of MNS, and tells on its last line what it has seen."""

import json
import os
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from support.cloud.process import KEY_ID, SECRET
from support.patience import PATIENCE_SECONDS

HERE = Path(__file__).parent
ACCOUNT = "1234567890123456"


@dataclass(frozen=True)
class Made:
    """How to start it: the command, where, and what else its environment needs."""

    command: list[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    folder: Path = HERE


@dataclass(frozen=True)
class ClientProgram:
    """`make` gets the address of the stack, and raises NoServer where a tool or a package is missing;
    `sees` is what such a client shows of each step.
    """

    name: str
    make: Callable[[str], Made]
    sees: Mapping[str, Any]

    def __str__(self) -> str:
        return self.name

    def run(self, endpoint: str) -> dict[str, Any]:
        """What it has seen, step by step; all that it makes begins with its name."""
        made = self.make(endpoint)
        told = {
            "SCALEHOOK_ENDPOINT": endpoint,
            "ALIBABA_CLOUD_ACCOUNT_ID": ACCOUNT,
            "ALIBABA_CLOUD_ACCESS_KEY_ID": KEY_ID,
            "ALIBABA_CLOUD_ACCESS_KEY_SECRET": SECRET,
            "NAME": self.name,
        }
        done = subprocess.run(
            made.command,
            cwd=made.folder,
            env={**os.environ, **told, **made.environment},
            capture_output=True,
            text=True,
            timeout=PATIENCE_SECONDS,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        seen: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return seen
