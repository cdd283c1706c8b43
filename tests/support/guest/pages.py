"""What scripts say, and what they get: the lines of docs/guest.md, and scripts that set instances up."""

import re
from dataclasses import dataclass
from pathlib import Path

from support.documents import ROOT

ROW = re.compile(r"^\| `(.+)` \| `(.+)` \|$", re.MULTILINE)
BEGIN = "What scripts do"
BOOTSTRAPS = Path(__file__).parent / "bootstraps"


@dataclass(frozen=True)
class Line:
    """A row of the tables, or a whole script."""

    script: str
    answer: str


def documented_lines() -> list[Line]:
    """Those of the page, in order."""
    page = (ROOT / "docs" / "guest.md").read_text()
    rows = ROW.findall(page[page.index(BEGIN) :])
    return [Line(script, answer) for script, answer in rows]


def bootstraps() -> list[Line]:
    """Scripts that set an instance up, as people write them: each gets to its end."""
    return [Line(path.read_text(), "ended with 0") for path in sorted(BOOTSTRAPS.glob("*.sh"))]


def as_one_script(lines: list[Line]) -> bytes:
    """All of them: each says who it is, and how it ended."""
    parts = [
        f"echo; echo '=== {at}'\n(\n{line.script}\n) 2>&1\necho \"ended with $?\""
        for at, line in enumerate(lines)
    ]
    return "\n".join(["#!/bin/bash", *parts, ""]).encode()


def answers(output: str) -> dict[int, str]:
    """What each of them got, by its place."""
    said = re.split(r"^=== (\d+)$", output, flags=re.MULTILINE)[1:]
    return {int(at): text for at, text in zip(said[::2], said[1::2], strict=True)}
