"""Docker Compose, however it is installed."""

import shutil
import subprocess
import sys
from pathlib import Path


def compose_command() -> list[str]:
    """Docker's plug-in, or the program of that name; empty when there is neither."""
    beside = Path(sys.executable).parent / "docker-compose"
    commands = (["docker", "compose"], ["docker-compose"], [str(beside)])
    there = (
        command
        for command in commands
        if shutil.which(command[0])
        and not subprocess.run([*command, "version"], capture_output=True, check=False).returncode
    )
    return next(there, [])
