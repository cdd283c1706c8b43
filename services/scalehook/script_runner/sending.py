"""Files on their way to instances."""

from scalehook.kit import Work
from scalehook.kit.history import overdue
from scalehook.script_runner.failures import FILE_ERROR_INFO
from scalehook.script_runner.settings import Settings
from scalehook.script_runner.state import SentFile, State
from scalehook.script_runner.state.events.files import FilesForgotten
from scalehook_contracts.script_runner.files import FileArrived


def conclude(file: SentFile, instance_id: str, error_code: str, work: Work[State, Settings]) -> None:
    """It is there, or it is told why not; with it, what is long over is forgotten."""
    work.cancel(timer_key(file.invoke_id, instance_id))
    work.record(
        FileArrived(
            invoke_id=file.invoke_id,
            instance_id=instance_id,
            error_code=error_code,
            error_info=FILE_ERROR_INFO[error_code],
            ended_at=work.now.timestamp(),
        )
    )
    old = overdue(work.state.outbox.ended, work.now, work.settings)
    if old:
        work.record(FilesForgotten(invoke_ids=old))


def lose_files(instance_id: str, error_code: str, work: Work[State, Settings]) -> None:
    """What is on its way to this instance does not come there."""
    for file in list(work.state.outbox.files.find([("open on", instance_id)])):
        work.end(effect_key(file.invoke_id, instance_id))
        conclude(file, instance_id, error_code, work)


def effect_key(invoke_id: str, instance_id: str) -> str:
    """The key under which it is written."""
    return f"file/{invoke_id}/{instance_id}"


def timer_key(invoke_id: str, instance_id: str) -> str:
    """The key of its time-out."""
    return f"file-timeout/{invoke_id}/{instance_id}"
