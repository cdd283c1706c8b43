"""Variables of the environment that nothing reads."""

import os
from collections.abc import Iterator

from scalehook.cli.doctor.finding import Finding, State
from scalehook.cli.variables import warnings_about


def look(endpoint: str) -> Iterator[Finding]:
    """Those that begin as ours do: a misspelt one has no effect."""
    warnings = list(warnings_about(os.environ))
    for warning in warnings:
        yield Finding("variables", State.LACKING, warning, "docs/settings.md has the names")
    if not warnings:
        yield Finding("variables", State.GOOD, "every SCALEHOOK_… is known")
