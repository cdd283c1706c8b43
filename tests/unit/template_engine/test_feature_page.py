"""The page of what templates may contain is true: written from the engine, and each line proved."""

import os
from collections.abc import Iterator
from pathlib import Path

from support.template_features.corpus import rows
from support.template_features.features import groups
from support.template_features.proofs import TESTS, proof, unfounded

PAGE = Path(__file__).parents[3] / "docs" / "oos-features.md"
WRITING = os.environ.get("FEATURES") == "write"
HEADING = """\
# What templates may contain

Every action, function, key and value that the template engine knows, and a test that proves it.
[oos.md](oos.md) says how to use them. This page is written from the engine; a test fails when it is
out of date, and when something is on it that no test uses:
`FEATURES=write pytest tests/unit/template_engine/test_feature_page.py`.
"""

CORPUS = """\
## What published templates have

Of how many templates a feature is part. These were counted once, in December 2024, in what the
cloud publishes: 282 public templates, 26 of them for hooks (all of which are here, in this
project's own words), and 199 product actions (of which 17 are here). What share of all templates
would run cannot be worked out from these numbers: one template has many features, and which ones
come together was not counted. What can be said of the 282:

- One is no template of tasks (`FormatVersion` of a state configuration), and one waits for pushes
  to a repository (`ACS::GitCodeRepo`). Neither is simulated. All other keys, actions, functions and
  values in them are.
- 152 use a product action other than `ACS::ECS::RunCommand`. 15 of these are of hooks, and run. Of
  the others it depends on the product action, and on the operations that it calls.
- 174 different operations are called. [operations.md](operations.md) lists those that there are.
- `scalehook template check FILE` says of any one of them what it would lack here.
"""


def written() -> str:
    """The whole page."""
    return "\n".join([HEADING, *_lines(), *_corpus()])


def _lines() -> Iterator[str]:
    for group in groups():
        yield f"## {group.title}\n"
        yield "| feature | proved by |"
        yield "| --- | --- |"
        for name in group.names:
            shown = {"oos:": "{{ oos:name }}", "oos-secret:": "{{ oos-secret:name }}"}.get(name, name)
            yield f"| `{shown}` | `{proof(group, name)}` |"
        yield ""


def _corpus() -> Iterator[str]:
    yield CORPUS
    yield "| feature | public templates | of hooks | product actions | proved by |"
    yield "| --- | --- | --- | --- | --- |"
    for row in rows():
        shown = f"`{row.feature}`" if "`" not in row.feature else row.feature
        proved = f"`{row.test}`" if row.test else "not simulated"
        yield f"| {shown} | {row.public} | {row.hooks} | {row.actions} | {proved} |"
    yield ""


def test_what_published_templates_have_is_proved() -> None:
    """By tests that there are; only state configurations are not simulated."""
    missing = []
    for row in rows():
        path, _, name = row.test.partition("::")
        if not row.test or f"def {name}(" not in (TESTS / path).read_text():
            missing.append(row.feature)
    assert missing == ["FormatVersion …-State"]


def test_every_feature_is_proved() -> None:
    """Some test uses it."""
    features = [(group, name) for group in groups() for name in group.names]
    assert [name for group, name in features if proof(group, name) is None] == []


def test_what_tests_say_that_they_prove() -> None:
    """Is a feature, and they have it."""
    assert unfounded() == []


def test_the_page_is_up_to_date() -> None:
    """Write it anew and look: `FEATURES=write pytest … && git diff docs/oos-features.md`."""
    now = written()
    if WRITING:
        PAGE.write_text(now)
    assert PAGE.read_text() == now
