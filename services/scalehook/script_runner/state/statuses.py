"""The status of a run and of an invocation, as the newer and the older fields name them."""

from collections import Counter

from scalehook.script_runner.state.invocations import Invocation
from scalehook.script_runner.state.runs import Past, Run

LEGACY = {
    "Pending": "Running",
    "Scheduled": "Running",
    "Running": "Running",
    "Stopping": "Stopping",
    "Success": "Finished",
    "Failed": "Finished",
    "Error": "Failed",
    "Timeout": "Failed",
    "Aborted": "Failed",
    "Invalid": "Failed",
    "Cancelled": "Stopped",
    "Terminated": "Stopped",
}
BEFORE_THE_END = ("Running", "Stopping", "Pending", "Scheduled")
STOPPED = {"Cancelled", "Terminated"}


def legacy(run: Run | Past) -> str:
    """The older status of one instance: a script that could not be run at all is `Failed`."""
    if run.status == "Failed" and run.exit_code is None:
        return "Failed"
    return LEGACY[run.status]


def invoke_status(invocation: Invocation) -> str:
    """The older status of the whole: Running, Stopping, Stopped, Failed, Finished, PartialFailed."""
    seen = Counter(legacy(run) for run in invocation.runs.values())
    for status in ("Running", "Stopping"):
        if seen[status]:
            return status
    for status in ("Stopped", "Failed"):
        if seen[status] == len(invocation.runs):
            return status
    return "PartialFailed" if seen["Failed"] else "Finished"


def invocation_status(invocation: Invocation) -> str:
    """The newer status of the whole."""
    statuses = {run.status for run in invocation.runs.values()}
    for status in BEFORE_THE_END:
        if status in statuses:
            return status
    if statuses <= STOPPED:
        return "Stopped"
    if "Success" not in statuses:
        return "Failed"
    return "Success" if statuses <= {"Success", *STOPPED} else "PartialFailed"
