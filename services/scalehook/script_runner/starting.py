"""Starts scripts on instances: at once, at their times, or when the instances start."""

from scalehook.kit import Work
from scalehook.kit.history import overdue
from scalehook.script_runner import content
from scalehook.script_runner.ending import effect_key, end, repeat_key, timer_key, zone_key
from scalehook.script_runner.failures import DELIVERY_SECONDS, UNDELIVERED
from scalehook.script_runner.settings import Settings
from scalehook.script_runner.state import Invocation, Run, State
from scalehook.script_runner.state.events.runs import PastRunsForgotten
from scalehook.script_runner.state.invocations import AT_REBOOT
from scalehook.script_runner.state.runs import PastRuns
from scalehook.script_runner.striking import struck_by
from scalehook.script_runner.times import asks_for_zone, next_time, runs_once
from scalehook_contracts.guests import Guest
from scalehook_contracts.script_runner.faults import ScriptFault
from scalehook_contracts.script_runner.runs import (
    ReadTimeZone,
    RepeatScript,
    RunScript,
    ScriptScheduled,
    ScriptStarted,
    TimeOutScript,
)


def set_out(invocation: Invocation, run: Run, work: Work[State, Settings]) -> None:
    """Start it now, or let it wait for its time."""
    if invocation.repeat_mode in AT_REBOOT:
        work.record(_scheduled(invocation, run))
    elif invocation.repeat_mode != "Period":
        start(invocation, run, work)
    elif asks_for_zone(invocation) and work.state.instances.get(run.instance_id):
        asked = ReadTimeZone(**_ids(invocation, run), guest=_guest(run, work))
        work.begin(zone_key(invocation, run), asked)
    else:
        work.record(_scheduled(invocation, run))
        set_alarm(invocation, run, work)


def set_alarm(invocation: Invocation, run: Run, work: Work[State, Settings]) -> None:
    """For its next time, if there is one."""
    at = next_time(invocation, run, work)
    if at is not None:
        repeat = RepeatScript(**_ids(invocation, run), only_once=runs_once(invocation))
        work.schedule(repeat_key(invocation, run), at, repeat)


def start(invocation: Invocation, run: Run, work: Work[State, Settings]) -> None:
    """The script runs from now on; or it cannot, and that is told."""
    if not work.state.instances.get(run.instance_id):
        end(invocation, run, "Aborted", work, error_code="InstanceNotRunning")
        return
    script = _script(invocation, run, work)
    text = script.decode(errors="replace") if work.state.faults else ""
    fault = struck_by(invocation, run, text, work) if work.state.faults else None
    if fault is not None and fault.error_code in UNDELIVERED:
        _lose(invocation, run, fault, work)
    else:
        _run(invocation, run, script, fault, work)


def _lose(invocation: Invocation, run: Run, fault: ScriptFault, work: Work[State, Settings]) -> None:
    """It does not reach the instance; the cloud may try for a minute."""
    if fault.error_code == "DeliveryTimeout":
        lost = TimeOutScript(**_ids(invocation, run))
        work.schedule_in(timer_key(invocation, run), DELIVERY_SECONDS, lost)
    else:
        end(invocation, run, "Aborted", work, error_code=fault.error_code)


def _run(
    invocation: Invocation,
    run: Run,
    script: bytes,
    fault: ScriptFault | None,
    work: Work[State, Settings],
) -> None:
    ids, number = _ids(invocation, run), run.number + 1
    work.record(ScriptStarted(**ids, started_at=work.now.timestamp(), number=number))
    _forget_past(invocation, run, work)
    asked = invocation.request
    text, is_base64 = content.as_text(script)
    caller = invocation.caller if content.borrows(asked) else ""
    intent = RunScript(
        **ids,
        script=text,
        is_base64=is_base64,
        working_dir=invocation.working_dir,
        username=invocation.username,
        launcher=asked.launcher,
        instead=fault,
        guest=_guest(run, work),
        number=number,
        caller=caller,
        session_policy=asked.session_policy if caller else "",
        container_id=asked.container_id,
        container_name=asked.container_name,
        delivers=bool(asked.oss_output_delivery),
    )
    work.begin(effect_key(invocation, run), intent)
    work.schedule_in(timer_key(invocation, run), asked.timeout, TimeOutScript(**ids))


def _forget_past(invocation: Invocation, run: Run, work: Work[State, Settings]) -> None:
    old = overdue(PastRuns(run.past), work.now, work.settings)
    if old:
        work.record(PastRunsForgotten(**_ids(invocation, run), count=len(old)))


def _script(invocation: Invocation, run: Run, work: Work[State, Settings]) -> bytes:
    asked = invocation.request
    script = content.raw(asked.command_content, asked.content_encoding)
    if not asked.enable_parameter:
        return script
    values = {**content.given_parameters(asked), **_built_in(invocation, run, work)}
    return content.filled(script, values)


def _built_in(invocation: Invocation, run: Run, work: Work[State, Settings]) -> dict[str, str]:
    return {
        "acs::regionid": work.settings.region,
        "acs::accountid": work.settings.account_id,
        "acs::instanceid": run.instance_id,
        "acs::instancename": _guest(run, work).instance_name,
        "acs::invokeid": invocation.invoke_id,
        "acs::commandid": invocation.command_id,
    }


def _scheduled(invocation: Invocation, run: Run) -> ScriptScheduled:
    return ScriptScheduled(**_ids(invocation, run), time_zone=run.time_zone)


def _guest(run: Run, work: Work[State, Settings]) -> Guest:
    return work.state.guests.get(run.instance_id, Guest())


def _ids(invocation: Invocation, run: Run) -> dict[str, str]:
    return {"invoke_id": invocation.invoke_id, "instance_id": run.instance_id}
