"""Small JSON files that are replaced as a whole, and that only their owner can read."""

import json
import os
import tempfile
from pathlib import Path
from typing import Any


class JsonFileDamaged(Exception):
    """The file is there and cannot be read; the message names it."""


def read_object(file: Path, *keys: str) -> dict[str, Any] | None:
    """Its object, None when there is no file; JsonFileDamaged unless it has these keys."""
    try:
        content = json.loads(file.read_text())
    except FileNotFoundError:
        return None
    except (ValueError, OSError) as problem:
        raise JsonFileDamaged(f"{file} cannot be read: {problem}") from problem
    if not isinstance(content, dict) or not content.keys() >= set(keys):
        raise JsonFileDamaged(f"{file} does not hold a JSON object with {', '.join(keys)}")
    return content


def write_object(file: Path, content: dict[str, Any]) -> None:
    """All or nothing."""
    handle, temporary = tempfile.mkstemp(dir=file.parent, prefix=file.name)  # mode 0600
    try:
        with os.fdopen(handle, "w") as stream:
            json.dump(content, stream)
        Path(temporary).replace(file)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
