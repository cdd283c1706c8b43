"""`scalehook demo`, as a new user runs it."""

import subprocess
import sys

from support.patience import PATIENCE_SECONDS


def test_the_demo_tells_the_truth() -> None:
    """It plays all its stories and checks what it tells."""
    done = subprocess.run(
        [sys.executable, "-m", "scalehook.cli", "demo"],
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "all true" in done.stdout
    assert "active (running)" in done.stdout
    assert "Forbidden.Unauthorized" in done.stdout
