"""What is done on instances for the cloud itself: files are written, and questions asked."""

import asyncio
import shlex
from pathlib import Path

from scalehook.kit import Outside
from scalehook.kit.logs import Log
from scalehook.script_runner.executors import Ended, Job, choose
from scalehook.script_runner.frequency import zone_named
from scalehook.script_runner.run_record import RunRecord
from scalehook.script_runner.scripts import script
from scalehook.script_runner.settings import Settings
from scalehook_contracts.guests import Guest
from scalehook_contracts.script_runner.files import RecordFile, WriteFile
from scalehook_contracts.script_runner.runs import ReadTimeZone, RecordTimeZone

log = Log(__name__)
FAILED = "FileCreateFail"
NO_FILE = {
    0: "",
    41: "FilePathInvalid",
    42: "AccountNotExists",
    43: "UserGroupNotExists",
    44: "FileAlreadyExists",
    46: "FileAuthorityInvalid",
}


async def write_file(intent: WriteFile, outside: Outside[Settings]) -> RecordFile:
    """A script writes it, as any other script of the instance would: nothing leads out of the root. One
    that a crash has cut off may have written it already.
    """
    home = outside.settings.home(intent.instance_id)
    again = not RunRecord(home, intent.invoke_id).begin()
    told = {
        "folder": intent.target_dir,
        "name": intent.name,
        "content": intent.content,
        "owner": intent.file_owner,
        "group": intent.file_group,
        "mode": intent.file_mode,
        "overwrite": "yes" if intent.overwrite else "",
        "again": "yes" if again else "",
    }
    assignments = "\n".join(f"{name}={shlex.quote(value)}" for name, value in told.items())
    text = b"#!/bin/sh\n" + assignments.encode() + b"\n" + script("write_file.sh")
    ended = await _run(intent.invoke_id, intent.instance_id, text, home, intent.guest, outside.settings)
    code = NO_FILE.get(-1 if ended.exit_code is None else ended.exit_code, FAILED)
    if code == FAILED:
        said = ended.output.decode(errors="replace")
        log.warning("a file could not be written", invoke_id=intent.invoke_id, said=said)
    return RecordFile(invoke_id=intent.invoke_id, instance_id=intent.instance_id, error_code=code)


async def read_time_zone(intent: ReadTimeZone, outside: Outside[Settings]) -> RecordTimeZone:
    """What the instance's clock is set to; nothing where that is no time zone."""
    home, name = outside.settings.home(intent.instance_id), f"{intent.invoke_id}.zone"
    RunRecord(home, name).begin()
    text = script("time_zone.sh")
    ended = await _run(name, intent.instance_id, text, home, intent.guest, outside.settings)
    said = ended.output.decode(errors="replace").strip()
    return RecordTimeZone(
        invoke_id=intent.invoke_id,
        instance_id=intent.instance_id,
        time_zone=said if zone_named(said) is not None else "",
    )


async def _run(
    name: str, instance_id: str, text: bytes, home: Path, guest: Guest, settings: Settings
) -> Ended:
    job = Job(name, instance_id, text, "/", home, settings, guest=guest)
    try:
        choice = await asyncio.to_thread(choose, settings)
        return await choice.executor.run(job)
    except (OSError, ValueError):  # as of any script: the root may be as scripts have left it
        log.exception("an errand could not be run", name=name)
        return Ended(None, error_code="ExecutionException")
