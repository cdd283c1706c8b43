"""Whether scripts run, or are only said to."""

from collections.abc import Iterator

from scalehook.cli.doctor.finding import Finding, State
from scalehook.script_runner.executors import cgroups, executor_of

REMEDY = "apt-get install bubblewrap, and let users have namespaces; until then scripts are simulated"
DELEGATED = "run it as root, or: systemd-run --user --scope -p Delegate=yes scalehook up"


def look(endpoint: str) -> Iterator[Finding]:
    """Found out by trying."""
    problem = executor_of("sandbox").unavailable()
    if problem:
        yield Finding("sandbox", State.LACKING, problem, REMEDY)
    else:
        yield Finding("sandbox", State.GOOD, "bubblewrap works: scripts run in a root of their own")


def limits(endpoint: str) -> Iterator[Finding]:
    """What bounds the memory and the processes of an instance's scripts together."""
    version = cgroups.usable()
    if version:
        yield Finding("limits", State.GOOD, f"control groups of {version} bound each instance")
    else:
        said = "no control groups to divide: memory and processes are bound process by process"
        yield Finding("limits", State.LACKING, said, DELEGATED)
