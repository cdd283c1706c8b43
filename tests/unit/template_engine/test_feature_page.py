"""The page of what templates may contain is true: written from the engine, and each line proved."""

import os
from collections.abc import Iterator
from pathlib import Path

from support.template_features.features import groups
from support.template_features.proofs import proof

PAGE = Path(__file__).parents[3] / "docs" / "oos-features.md"
WRITING = os.environ.get("FEATURES") == "write"
HEADING = """\
# What templates may contain

Every action, function, key and value that the template engine knows, and a test that proves it.
[oos.md](oos.md) says how to use them. This page is written from the engine; a test fails when it is
out of date, and when something is on it that no test uses:
`FEATURES=write pytest tests/unit/template_engine/test_feature_page.py`.
"""


def written() -> str:
    """The whole page."""
    return "\n".join([HEADING, *_lines()])


def _lines() -> Iterator[str]:
    for group in groups():
        yield f"## {group.title}\n"
        yield "| feature | proved by |"
        yield "| --- | --- |"
        for name in group.names:
            shown = {"oos:": "{{ oos:name }}", "oos-secret:": "{{ oos-secret:name }}"}.get(name, name)
            yield f"| `{shown}` | `{proof(group, name)}` |"
        yield ""


def test_every_feature_is_proved() -> None:
    """Some test uses it."""
    features = [(group, name) for group in groups() for name in group.names]
    assert [name for group, name in features if proof(group, name) is None] == []


def test_the_page_is_up_to_date() -> None:
    """Write it anew and look: `FEATURES=write pytest … && git diff docs/oos-features.md`."""
    now = written()
    if WRITING:
        PAGE.write_text(now)
    assert PAGE.read_text() == now
