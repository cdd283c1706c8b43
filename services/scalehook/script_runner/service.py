"""Cloud Assistant as the host sees it."""

from scalehook.kit import Effect, Service
from scalehook.script_runner import handlers
from scalehook.script_runner.effects import remove_root, run_script
from scalehook.script_runner.settings import Settings
from scalehook.script_runner.state import State, events
from scalehook_contracts.script_runner.roots import RemoveRoot
from scalehook_contracts.script_runner.runs import RunScript

SERVICE = Service(
    name="script_runner",
    state=State,
    appliers=events,
    handlers=handlers,
    settings=Settings,
    effects={
        RunScript: Effect(run_script, real_time=True),
        RemoveRoot: Effect(remove_root),
    },
)
