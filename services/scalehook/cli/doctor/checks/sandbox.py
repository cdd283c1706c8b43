"""Whether scripts run, or are only said to."""

from collections.abc import Iterator

from scalehook.cli.doctor.finding import Finding, State
from scalehook.script_runner.executors import executor_of

REMEDY = "apt-get install bubblewrap, and let users have namespaces; until then scripts are simulated"


def look(endpoint: str) -> Iterator[Finding]:
    """Found out by trying."""
    problem = executor_of("sandbox").unavailable()
    if problem:
        yield Finding("sandbox", State.LACKING, problem, REMEDY)
    else:
        yield Finding("sandbox", State.GOOD, "bubblewrap works: scripts run in a root of their own")
