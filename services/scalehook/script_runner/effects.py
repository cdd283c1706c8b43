"""Runs scripts, and removes what instances leave behind."""

import asyncio
import base64
from collections.abc import Callable
from pathlib import Path

from scalehook.kit import Outside
from scalehook.kit.logs import Log
from scalehook.script_runner.afflicted import afflicted
from scalehook.script_runner.borrowing import NotBorrowed, whole_script
from scalehook.script_runner.executors import Ended, Job, choose
from scalehook.script_runner.executors.accounts import ROOT
from scalehook.script_runner.executors.job import CONTAINERS
from scalehook.script_runner.guest_containers import NoContainer, container_of
from scalehook.script_runner.removal import remove
from scalehook.script_runner.run_record import RunRecord
from scalehook.script_runner.settings import GuestContainer, Settings
from scalehook.script_runner.speaking import heard_aloud, record_of, run_name
from scalehook_contracts.script_runner.roots import RecordRootRemoved, RemoveRoot
from scalehook_contracts.script_runner.runs import RecordScriptResult, RunScript

log = Log(__name__)


async def run_script(intent: RunScript, outside: Outside[Settings]) -> RecordScriptResult:
    """At most once: a run that a crash has cut off counts as interrupted, and is not begun again."""
    record = record_of(intent, outside.settings)
    known = record.result()
    if known is not None:
        return known
    if record.begin():
        async with heard_aloud(intent, record, outside) as said:
            ended = await _run(intent, outside, said)
    else:
        ended = _interrupted(record)
    result = RecordScriptResult(
        invoke_id=intent.invoke_id,
        instance_id=intent.instance_id,
        exit_code=ended.exit_code,
        output=ended.text,
        dropped=ended.dropped,
        error_code=ended.error_code,
        number=intent.number,
    )
    record.end(result)
    return result


def _interrupted(record: RunRecord) -> Ended:
    said = record.said()
    if said is None:
        return Ended(None, error_code="ExecutionInterrupted")
    return Ended(None, base64.b64decode(said.output), said.dropped, "ExecutionInterrupted")


async def remove_root(intent: RemoveRoot, outside: Outside[Settings]) -> RecordRootRemoved:
    """Delete the instance's home; a script that is just being killed may still write at first."""
    home = outside.settings.home(intent.instance_id)
    inside = await asyncio.to_thread(_containers_in, home)
    problems = await asyncio.to_thread(remove, home) and await asyncio.to_thread(remove, home)
    if problems:
        log.warning("something of an instance is left", home=str(home), problems=problems[:10])
    choice = await asyncio.to_thread(choose, outside.settings)
    for each in inside:
        await choice.executor.remove(each)
    await choice.executor.remove(home)
    return RecordRootRemoved(instance_id=intent.instance_id)


def _containers_in(home: Path) -> list[Path]:
    """The folders of the containers that the instance has; none of their files is looked at."""
    folder = home / CONTAINERS
    return list(folder.iterdir()) if folder.is_dir() else []


async def _run(intent: RunScript, outside: Outside[Settings], said: Callable[[bytes], None]) -> Ended:
    if intent.instead is not None:
        return await afflicted(intent.instead)
    try:
        container = container_of(intent, outside.settings)
        script = await whole_script(intent, outside)
        choice = await asyncio.to_thread(choose, outside.settings)  # the first time it tries the sandbox
        job = _job(intent, script, container, outside.settings, said)
        await asyncio.to_thread(job.place.mkdir, parents=True, exist_ok=True)
        return await choice.executor.run(job)
    except NoContainer as refusal:
        return Ended(None, error_code=str(refusal))
    except NotBorrowed as refusal:
        return Ended(None, f"{refusal}\n".encode(), error_code="CommandNotApplicable")
    except (OSError, ValueError):  # among them text that cannot be written or be an argument
        log.exception("the script could not be run", invoke_id=intent.invoke_id)
        return Ended(None, error_code="ExecutionException")


def _job(
    intent: RunScript,
    script: bytes,
    container: GuestContainer | None,
    settings: Settings,
    said: Callable[[bytes], None],
) -> Job:
    """In a container it is root's, and begins at the top, whatever was said of users and folders."""
    return Job(
        invoke_id=run_name(intent.invoke_id, intent.number),
        instance_id=intent.instance_id,
        script=script,
        working_dir=intent.working_dir if container is None else "/",
        home=settings.home(intent.instance_id),
        settings=settings,
        username=intent.username if container is None else ROOT,
        launcher=intent.launcher,
        said=said,
        guest=intent.guest,
        container=container,
    )
