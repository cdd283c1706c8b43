"""Runs scripts, and removes what instances leave behind."""

import asyncio

from scalehook.kit import Outside
from scalehook.kit.logs import Log
from scalehook.script_runner.afflicted import afflicted
from scalehook.script_runner.executors import Ended, Job, choose
from scalehook.script_runner.removal import remove
from scalehook.script_runner.run_record import RunRecord
from scalehook.script_runner.settings import Settings
from scalehook_contracts.script_runner.roots import RecordRootRemoved, RemoveRoot
from scalehook_contracts.script_runner.runs import RecordScriptResult, RunScript

log = Log(__name__)


async def run_script(intent: RunScript, outside: Outside[Settings]) -> RecordScriptResult:
    """At most once: a run that a crash has cut off counts as interrupted, and is not begun again."""
    home = outside.settings.home(intent.instance_id)
    record = RunRecord(home, intent.invoke_id)
    known = record.result()
    if known is not None:
        return known
    if record.begin():
        ended = await _run(intent, outside)
    else:
        ended = Ended(None, error_code="ExecutionInterrupted")
    result = RecordScriptResult(
        invoke_id=intent.invoke_id,
        instance_id=intent.instance_id,
        exit_code=ended.exit_code,
        output=ended.text,
        dropped=ended.dropped,
        error_code=ended.error_code,
    )
    record.end(result)
    return result


async def remove_root(intent: RemoveRoot, outside: Outside[Settings]) -> RecordRootRemoved:
    """Delete the instance's home; a script that is just being killed may still write at first."""
    home = outside.settings.home(intent.instance_id)
    problems = await asyncio.to_thread(remove, home) and await asyncio.to_thread(remove, home)
    if problems:
        log.warning("something of an instance is left", home=str(home), problems=problems[:10])
    choice = await asyncio.to_thread(choose, outside.settings)
    await choice.executor.remove(home)
    return RecordRootRemoved(instance_id=intent.instance_id)


async def _run(intent: RunScript, outside: Outside[Settings]) -> Ended:
    if intent.instead is not None:
        return await afflicted(intent.instead)
    try:
        choice = await asyncio.to_thread(choose, outside.settings)  # the first time it tries the sandbox
        return await choice.executor.run(_job(intent, outside.settings))
    except (OSError, ValueError):  # among them text that cannot be written or be an argument
        log.exception("the script could not be run", invoke_id=intent.invoke_id)
        return Ended(None, error_code="ExecutionException")


def _job(intent: RunScript, settings: Settings) -> Job:
    return Job(
        invoke_id=intent.invoke_id,
        instance_id=intent.instance_id,
        script=intent.script.encode(),
        working_dir=intent.working_dir,
        home=settings.home(intent.instance_id),
        settings=settings,
        username=intent.username,
        guest=intent.guest,
    )
