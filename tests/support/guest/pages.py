"""The lines of docs/guest.md: what a script says, and what it gets."""

import re
from dataclasses import dataclass

from support.documents import ROOT

ROW = re.compile(r"^\| `(.+)` \| `(.+)` \|$", re.MULTILINE)
BEGIN = "What scripts do"


@dataclass(frozen=True)
class Line:
    """A row of the tables."""

    script: str
    answer: str


def documented_lines() -> list[Line]:
    """Those of the page, in order."""
    page = (ROOT / "docs" / "guest.md").read_text()
    rows = ROW.findall(page[page.index(BEGIN) :])
    return [Line(script, answer) for script, answer in rows]


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
