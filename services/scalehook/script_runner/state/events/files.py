"""What happens to files."""

from scalehook.script_runner.state.files import Arrival, SentFile
from scalehook.script_runner.state.root import State
from scalehook_contracts.base import Note
from scalehook_contracts.script_runner.files import FileArrived, FileSent


class FilesForgotten(Note):
    """These have long come everywhere."""

    invoke_ids: list[str]


def file_sent(event: FileSent, state: State) -> None:
    """One more."""
    arrivals = {instance_id: Arrival(instance_id) for instance_id in event.request.instance_ids}
    state.send(SentFile(event.invoke_id, event.request, event.sent_at, arrivals, event.digest))


def file_arrived(event: FileArrived, state: State) -> None:
    """It is there, or it is told why not."""
    file = state.files[event.invoke_id]
    state.outbox.arrive(file, event.instance_id, event.ended_at, event.error_code, event.error_info)


def files_forgotten(event: FilesForgotten, state: State) -> None:
    """They are not known any more."""
    for invoke_id in event.invoke_ids:
        state.forget_file(invoke_id)
