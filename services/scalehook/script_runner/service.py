"""Cloud Assistant as the host sees it."""

from scalehook.kit import Effect, Service
from scalehook.script_runner import handlers
from scalehook.script_runner.delivering import deliver_output
from scalehook.script_runner.effects import remove_root, run_script
from scalehook.script_runner.errands import read_time_zone, write_file
from scalehook.script_runner.looking import look
from scalehook.script_runner.settings import Settings
from scalehook.script_runner.speaking import collect_output
from scalehook.script_runner.state import State, events
from scalehook_contracts.script_runner.files import WriteFile
from scalehook_contracts.script_runner.roots import RemoveRoot
from scalehook_contracts.script_runner.runs import CollectOutput, DeliverOutput, ReadTimeZone, RunScript

SERVICE = Service(
    name="script_runner",
    state=State,
    appliers=events,
    handlers=handlers,
    settings=Settings,
    effects={
        RunScript: Effect(run_script, real_time=True),
        CollectOutput: Effect(collect_output),
        DeliverOutput: Effect(deliver_output),
        ReadTimeZone: Effect(read_time_zone),
        WriteFile: Effect(write_file),
        RemoveRoot: Effect(remove_root),
    },
    guard=look,
)
