"""Which code this is: only the same gives the same bytes."""

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

from scalehook.simulate.study.version import VERSION
from scalehook_contracts import base

WRITERS = ("pydantic", "pydantic_core", "orjson")  # whose version makes a difference
LENGTH = 12


@cache
def code() -> str:
    """`0.1.0-5f0c…`: the version, and a hash of all files of the program."""
    found = hashlib.sha256(repr([version(name) for name in WRITERS]).encode())
    for root in (Path(__file__).parents[2], Path(base.__file__).parent):
        for file in sorted(root.rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                found.update(f"{file.relative_to(root)}\0".encode() + file.read_bytes())
    return f"{VERSION}-{found.hexdigest()[:LENGTH]}"
