"""Which fault takes the place of a run."""

from scalehook.kit import Work
from scalehook.kit.faults import strikes
from scalehook.script_runner.settings import Settings
from scalehook.script_runner.state import Invocation, Run, State
from scalehook.script_runner.state.events.faults import ScriptFaultMet
from scalehook_contracts.script_runner.faults import ScriptFault, ScriptFaultStruck


def struck_by(
    invocation: Invocation, run: Run, script: str, work: Work[State, Settings]
) -> ScriptFault | None:
    """The oldest that strikes it. Those that come behind do not see it."""
    for fault in work.state.faults.values():
        spec = fault.spec
        if _fits(spec, invocation, run, script):
            struck = strikes(spec, fault.seen, fault.fired)
            work.record(ScriptFaultMet(fault_id=spec.fault_id, struck=struck))
            if struck:
                work.record(_told(spec, invocation, run))
                return spec
    return None


def _told(spec: ScriptFault, invocation: Invocation, run: Run) -> ScriptFaultStruck:
    return ScriptFaultStruck(
        fault_id=spec.fault_id,
        kind=spec.kind,
        invoke_id=invocation.invoke_id,
        instance_id=run.instance_id,
    )


def _fits(spec: ScriptFault, invocation: Invocation, run: Run, script: str) -> bool:
    return (
        spec.instance in ("", run.instance_id)
        and spec.command in ("", invocation.command_id, invocation.request.name)
        and spec.contains in script
    )
