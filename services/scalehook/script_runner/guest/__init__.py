"""What an instance has in place of programs that a sandbox cannot run."""

from pathlib import Path

FOLDER = Path(__file__).parent
BIN = FOLDER / "bin"
NAMES = tuple(sorted(path.name for path in BIN.iterdir()))
