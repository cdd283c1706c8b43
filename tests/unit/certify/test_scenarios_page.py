"""The page of all scenarios is written from them."""

import os
from pathlib import Path

from scalehook.certify.scenario import ABILITIES, SOURCES, Scenario
from scalehook.certify.scenarios import SCENARIOS

PAGE = Path(__file__).parents[3] / "docs" / "certify-scenarios.md"
HEAD = """# Scenarios of the certification

What `scalehook certify` plays against a consumer. After each story comes a probe: one more instance is
added, with no fault left, and its action must be completed in time; the consumer's process must live.
What else must hold, each row says. All times are those of the stack, which passes over them. This page
is written from the scenarios; a test fails when it is out of date.

A consumer works on what the hook `SCALEHOOK_CERTIFY_HOOK` sends, for any group and either transition,
and leaves to others what other hooks send. Where a scenario needs an ability that the consumer has not
declared, it is not applicable:

"""


def page() -> str:
    """What abilities mean, a table, and why it matters."""
    lines = [f"- `{name}`: {meaning}" for name, meaning in ABILITIES.items()]
    lines += ["", "| scenario | what happens | what must hold | needs | from |"]
    lines.append("| --- | --- | --- | --- | --- |")
    lines += [row(scenario) for scenario in SCENARIOS]
    lines += ["", "## Why they matter", ""]
    lines += [f"- `{scenario.name}`: {scenario.why}" for scenario in SCENARIOS]
    return HEAD + "\n".join(lines) + "\n"


def row(scenario: Scenario) -> str:
    """One line."""
    needs = sorted(scenario.needs.abilities)
    needs += ["a restart"] if scenario.needs.restart else []
    needs += [" or ".join(scenario.needs.sources)] if scenario.needs.sources != SOURCES else []
    cells = (f"`{scenario.name}`", scenario.what, scenario.must, ", ".join(needs), origin(scenario))
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"


def origin(scenario: Scenario) -> str:
    """A link that says where it leads."""
    source = scenario.source
    if not source.startswith("https://"):
        return source
    if "github.com" not in source:
        return f"[documentation]({source})"
    owner, repository, _, number = source.removeprefix("https://github.com/").split("/")
    return f"[{owner}/{repository}#{number}]({source})"


def test_the_page_tells_all_scenarios() -> None:
    """Write it anew and look:
    `SCENARIOS=write pytest tests/unit/certify/test_scenarios_page.py && git diff docs`.
    """
    if os.environ.get("SCENARIOS") == "write":
        PAGE.write_text(page())
    assert PAGE.read_text() == page()
