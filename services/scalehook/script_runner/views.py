"""State as the describing operations answer it."""

import base64

from scalehook.kit.clock.moments import iso_seconds, moment
from scalehook.script_runner.state import Invocation, Run
from scalehook.script_runner.state.statuses import invoke_status, legacy
from scalehook_contracts.script_runner.invocations import (
    InvocationResultView,
    InvocationView,
    InvokeInstanceView,
)

STARTED = ("Success", "Failed", "Timeout", "Terminated", "Running")


def invocation_view(invocation: Invocation, *, include_output: bool, encoding: str) -> InvocationView:
    """An invocation with all its instances."""
    asked = invocation.request
    return InvocationView(
        invoke_id=invocation.invoke_id,
        command_id=invocation.command_id,
        command_name=asked.name,
        command_type=asked.type,
        command_description=asked.description,
        command_content=_content(invocation, encoding),
        creation_time=_iso(invocation.invoked_at),
        parameters=asked.parameters or "{}",
        timeout=asked.timeout,
        username=asked.username,
        working_dir=asked.working_dir,
        invoke_status=invoke_status(invocation),
        invocation_status=invocation_status(invocation),
        invoke_instances=[
            _instance_view(run, invocation, include_output, encoding) for run in invocation.runs.values()
        ],
    )


def result_view(invocation: Invocation, run: Run, encoding: str) -> InvocationResultView:
    """What the script said on one instance."""
    return InvocationResultView(
        invoke_id=invocation.invoke_id,
        command_id=invocation.command_id,
        instance_id=run.instance_id,
        invoke_record_status=legacy(run),
        invocation_status=run.status,
        exit_code=run.exit_code,
        output=_output(run, encoding),
        dropped=run.dropped,
        error_code=run.error_code,
        error_info=run.error_info,
        start_time=_iso(run.started_at),
        finished_time=_iso(run.ended_at),
        repeats=int(run.status in STARTED),
        username=invocation.request.username or "root",
    )


def invocation_status(invocation: Invocation) -> str:
    """The newer status of the whole."""
    statuses = {run.status for run in invocation.runs.values()}
    if statuses & {"Pending", "Running"}:
        return "Running"
    if statuses == {"Terminated"}:
        return "Stopped"
    if "Success" not in statuses:
        return "Failed"
    return "Success" if statuses <= {"Success", "Terminated"} else "PartialFailed"


def _instance_view(
    run: Run, invocation: Invocation, include_output: bool, encoding: str
) -> InvokeInstanceView:
    return InvokeInstanceView(
        instance_id=run.instance_id,
        instance_invoke_status=legacy(run),
        invocation_status=run.status,
        creation_time=_iso(invocation.invoked_at),
        start_time=_iso(run.started_at),
        finish_time=_iso(run.ended_at),
        update_time=_iso(run.ended_at or run.started_at or invocation.invoked_at),
        exit_code=run.exit_code,
        repeats=int(run.status in STARTED),
        dropped=run.dropped,
        error_code=run.error_code,
        error_info=run.error_info,
        output=_output(run, encoding) if include_output else None,
    )


def _content(invocation: Invocation, encoding: str) -> str:
    given = invocation.request.command_content
    is_base64 = invocation.request.content_encoding.lower() == "base64"
    wants_base64 = encoding.lower() != "plaintext"
    if is_base64 == wants_base64:
        return given
    if wants_base64:
        return base64.b64encode(given.encode()).decode()
    return base64.b64decode(given).decode(errors="replace")


def _output(run: Run, encoding: str) -> str:
    if encoding.lower() == "plaintext":
        return base64.b64decode(run.output).decode(errors="replace")
    return run.output


def _iso(at: float | None) -> str:
    return iso_seconds(moment(at)) if at is not None else ""
