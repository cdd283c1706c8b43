"""State as the describing operations answer it."""

import base64

from scalehook.kit.clock.moments import iso_seconds, moment
from scalehook.script_runner.state import Invocation, Past, Run
from scalehook.script_runner.state.invocations import AT_REBOOT
from scalehook.script_runner.state.statuses import invocation_status, invoke_status, legacy
from scalehook.script_runner.tags import views
from scalehook_contracts.script_runner.base import InvocationStatus
from scalehook_contracts.script_runner.invocations import (
    InvocationResultView,
    InvocationView,
    InvokeInstanceView,
)

STARTED = ("Success", "Failed", "Error", "Timeout", "Terminated", "Running", "Stopping")


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
        repeat_mode=invocation.repeat_mode,
        frequency=asked.frequency,
        timed=_is_timed(invocation),
        parameters=asked.parameters or "{}",
        timeout=asked.timeout,
        username=invocation.username,
        working_dir=invocation.working_dir,
        termination_mode=asked.termination_mode or "Process",
        launcher=asked.launcher,
        container_id=asked.container_id,
        container_name=asked.container_name,
        oss_output_delivery=asked.oss_output_delivery,
        invoke_status=invoke_status(invocation),
        invocation_status=invocation_status(invocation),
        tags=views(asked.tags),
        invoke_instances=[
            _instance_view(run, invocation, include_output, encoding) for run in invocation.runs.values()
        ],
    )


def result_view(invocation: Invocation, run: Run, encoding: str) -> InvocationResultView:
    """What the script said on one instance, the last time."""
    return view_of_time(invocation, run, run.instance_id, run.status, legacy(run), encoding)


def view_of_time(
    invocation: Invocation,
    time: Run | Past,
    instance_id: str,
    status: InvocationStatus,
    record_status: str,
    encoding: str,
) -> InvocationResultView:
    """What the script said one of the times that it ran."""
    asked = invocation.request
    return InvocationResultView(
        invoke_id=invocation.invoke_id,
        command_id=invocation.command_id,
        instance_id=instance_id,
        invoke_record_status=record_status,
        invocation_status=status,
        exit_code=time.exit_code,
        output=_output(time, encoding),
        dropped=time.dropped,
        error_code=time.error_code,
        error_info=time.error_info,
        start_time=_iso(time.started_at),
        finished_time=_iso(time.ended_at),
        stop_time=_stop_time(time),
        repeats=max(time.number, int(status in STARTED)),
        username=invocation.username,
        termination_mode=asked.termination_mode or "Process",
        launcher=asked.launcher,
        container_id=asked.container_id,
        container_name=asked.container_name,
        oss_output_delivery=asked.oss_output_delivery,
        tags=views(asked.tags),
        **_delivered(invocation, time),
    )


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
        stop_time=_stop_time(run),
        update_time=_iso(run.ended_at or run.started_at or invocation.invoked_at),
        exit_code=run.exit_code,
        repeats=max(run.number, int(run.status in STARTED)),
        dropped=run.dropped,
        error_code=run.error_code,
        error_info=run.error_info,
        output=_output(run, encoding) if include_output else None,
        timed=_is_timed(invocation),
        **_delivered(invocation, run),
    )


def _delivered(invocation: Invocation, time: Run | Past) -> dict[str, str]:
    """It is on its way from the start of the script on."""
    delivery = time.delivery
    if not invocation.request.oss_output_delivery or time.started_at is None:
        return {}
    if delivery is None:
        return {"oss_output_status": "InProgress"}
    return {
        "oss_output_status": "Failed" if delivery.error_code else "Finished",
        "oss_output_uri": delivery.uri,
        "oss_output_error_code": delivery.error_code,
        "oss_output_error_info": delivery.error_info,
    }


def _is_timed(invocation: Invocation) -> bool:
    return invocation.repeat_mode in ("Period", *AT_REBOOT)


def _stop_time(time: Run | Past) -> str:
    if not isinstance(time, Run) or time.status not in ("Cancelled", "Terminated", "Stopping"):
        return ""
    stopped_while_it_ran = time.status != "Cancelled"  # it may have been cut short the time before
    return _iso(time.cut_at or time.ended_at if stopped_while_it_ran else time.ended_at)


def _content(invocation: Invocation, encoding: str) -> str:
    given = invocation.request.command_content
    is_base64 = invocation.request.content_encoding.lower() == "base64"
    wants_base64 = encoding.lower() != "plaintext"
    if is_base64 == wants_base64:
        return given
    if wants_base64:
        return base64.b64encode(given.encode()).decode()
    return base64.b64decode(given).decode(errors="replace")


def _output(time: Run | Past, encoding: str) -> str:
    if encoding.lower() == "plaintext":
        return base64.b64decode(time.output).decode(errors="replace")
    return time.output


def _iso(at: float | None) -> str:
    return iso_seconds(moment(at)) if at is not None else ""
