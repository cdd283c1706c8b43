"""Files: sent, written, described."""

import base64

from scalehook.kit import Deferred, Work
from scalehook.kit.clock.moments import iso_seconds, moment
from scalehook.kit.history import hidden
from scalehook.script_runner.checks import check_resource_group, is_elsewhere
from scalehook.script_runner.choosing import await_instances
from scalehook.script_runner.file_checks import checked
from scalehook.script_runner.listing import Listing, marks_of
from scalehook.script_runner.operation_errors import OF_FILES, told_as
from scalehook.script_runner.sending import conclude, effect_key, timer_key
from scalehook.script_runner.settings import Settings
from scalehook.script_runner.state import SentFile, State
from scalehook.script_runner.state.files import Arrival
from scalehook.script_runner.tags import views
from scalehook.script_runner.tokens import digest, earlier_file
from scalehook_contracts.base import Done
from scalehook_contracts.errors.ecs_files import SendFileInstanceNotFound
from scalehook_contracts.guests import Guest
from scalehook_contracts.script_runner.files import (
    DescribeSendFileResults,
    FileSending,
    FileSent,
    RecordFile,
    SendFile,
    SentFileInstanceView,
    SentFilePage,
    SentFileView,
    TimeOutFile,
    WriteFile,
)

SHORTEST_TIMEOUT = 10  # seconds: less counts as this
DESCRIBED = (
    "name", "target_dir", "content", "content_type", "description", "file_owner", "file_group",
    "file_mode",
)  # fmt: skip


def send_file(command: SendFile, work: Work[State, Settings]) -> FileSending | Deferred:
    """It is being written on every instance that runs."""
    earlier = earlier_file(command, work)
    if earlier is not None:
        return FileSending(invoke_id=earlier.invoke_id)
    content, instance_ids = checked(command)
    check_resource_group(command.resource_group_id)
    if is_elsewhere(command.region_id, work):
        raise SendFileInstanceNotFound()
    with told_as(OF_FILES):
        later = await_instances(instance_ids, command.resource_group_id, work)
    if later is not None:
        return later
    sent = FileSent(
        invoke_id=work.new_id("f-hz0", 16),
        request=command.model_copy(update={"instance_ids": instance_ids}),
        sent_at=work.now.timestamp(),
        digest=digest(command, command.client_token),
    )
    work.record(sent)
    for instance_id in instance_ids:
        _write(work.state.files[sent.invoke_id], instance_id, content, work)
    return FileSending(invoke_id=sent.invoke_id)


def record_file(command: RecordFile, work: Work[State, Settings]) -> Done:
    """It was written, or could not be."""
    _conclude(command, command.error_code, work)
    return Done()


def time_out_file(command: TimeOutFile, work: Work[State, Settings]) -> Done:
    """It is not there in time."""
    work.end(effect_key(command.invoke_id, command.instance_id))
    _conclude(command, "DeliveryTimeout", work)
    return Done()


def describe_send_file_results(
    command: DescribeSendFileResults, work: Work[State, Settings]
) -> SentFilePage:
    """Those that are asked for, newest first."""
    marks = marks_of(
        command.tags,
        InstanceId=command.instance_id,
        Name=command.name,
        InvocationStatus=command.invocation_status,
        ResourceGroupId=command.resource_group_id,
    )
    outbox = work.state.outbox
    found = outbox.files.find(
        marks,
        only=[command.invoke_id] if command.invoke_id else None,
        without=hidden(outbox.ended, work.now, work.settings),
    )
    page = Listing(command, [] if is_elsewhere(command.region_id, work) else found)
    return SentFilePage(**page.told, invocations=[_view(file) for file in page.items])


def _write(file: SentFile, instance_id: str, content: bytes, work: Work[State, Settings]) -> None:
    if not work.state.instances.get(instance_id):
        conclude(file, instance_id, "NodeNotRunning", work)
        return
    asked, ids = file.request, {"invoke_id": file.invoke_id, "instance_id": instance_id}
    intent = WriteFile(
        **ids,
        name=asked.name,
        target_dir=asked.target_dir,
        content=base64.b64encode(content).decode(),
        file_owner=asked.file_owner,
        file_group=asked.file_group,
        file_mode=asked.file_mode,
        overwrite=asked.overwrite,
        guest=work.state.guests.get(instance_id, Guest()),
    )
    work.begin(effect_key(file.invoke_id, instance_id), intent)
    seconds = max(SHORTEST_TIMEOUT, asked.timeout)
    work.schedule_in(timer_key(file.invoke_id, instance_id), seconds, TimeOutFile(**ids))


def _conclude(command: RecordFile | TimeOutFile, error_code: str, work: Work[State, Settings]) -> None:
    file = work.state.files.get(command.invoke_id)
    if file is not None and file.arrivals[command.instance_id].ended_at is None:
        conclude(file, command.instance_id, error_code, work)


def _view(file: SentFile) -> SentFileView:
    asked = file.request
    return SentFileView(
        invoke_id=file.invoke_id,
        overwrite=str(asked.overwrite).lower(),
        creation_time=iso_seconds(moment(file.sent_at)),
        vm_count=len(file.arrivals),
        invocation_status=file.status,
        tags=views(asked.tags),
        invoke_instances=[_arrival(arrival, file) for arrival in file.arrivals.values()],
        **{name: getattr(asked, name) for name in DESCRIBED},
    )


def _arrival(arrival: Arrival, file: SentFile) -> SentFileInstanceView:
    sent = iso_seconds(moment(file.sent_at))
    ended = iso_seconds(moment(arrival.ended_at)) if arrival.ended_at is not None else ""
    return SentFileInstanceView(
        instance_id=arrival.instance_id,
        invocation_status=arrival.status,
        creation_time=sent,
        start_time="" if arrival.error_code == "NodeNotRunning" else sent,
        finish_time=ended,
        update_time=ended or sent,
        error_code=arrival.error_code,
        error_info=arrival.error_info,
    )
