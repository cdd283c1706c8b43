"""The status of a run and of an invocation, as the older fields name them."""

from collections import Counter

from scalehook.script_runner.state.invocations import Invocation, Run

LEGACY = {
    "Pending": "Running",
    "Running": "Running",
    "Success": "Finished",
    "Failed": "Finished",
    "Error": "Failed",
    "Timeout": "Failed",
    "Aborted": "Failed",
    "Invalid": "Failed",
    "Terminated": "Stopped",
}


def legacy(run: Run) -> str:
    """The older status of one instance: a script that could not be run at all is `Failed`."""
    if run.status == "Failed" and run.exit_code is None:
        return "Failed"
    return LEGACY[run.status]


def invoke_status(invocation: Invocation) -> str:
    """The older status of the whole: Running, Stopped, Failed, Finished, PartialFailed."""
    if invocation.open:
        return "Running"
    seen = Counter(legacy(run) for run in invocation.runs.values())
    for status in ("Stopped", "Failed"):
        if seen[status] == len(invocation.runs):
            return status
    return "PartialFailed" if seen["Failed"] else "Finished"
