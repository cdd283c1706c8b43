"""Commands that are kept: made, changed, deleted, described."""

import base64

from scalehook.kit import Work
from scalehook.kit.api.wildcards import matches
from scalehook.kit.clock.moments import iso_seconds, moment
from scalehook.script_runner import content
from scalehook.script_runner.checks import (
    check_described,
    check_description,
    check_launcher,
    check_name,
    check_type,
    check_working_dir,
    is_elsewhere,
)
from scalehook.script_runner.keeping import check_quota, keep
from scalehook.script_runner.listing import Listing, marks_of
from scalehook.script_runner.operation_errors import OF_CHANGES, told_as
from scalehook.script_runner.settings import Settings
from scalehook.script_runner.state import KeptCommand, State
from scalehook.script_runner.tags import views
from scalehook.script_runner.tokens import digest, earlier_command, token_key
from scalehook_contracts.base import Done
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.ecs import RegionIdApiNotSupported
from scalehook_contracts.errors.ecs_commands import InvalidCmdIdNotFound, InvalidStatusCmdIdInUse
from scalehook_contracts.script_runner.kept_commands import (
    CommandCreation,
    CommandDeleted,
    CommandModified,
    CommandPage,
    CommandView,
    CreateCommand,
    DeleteCommand,
    DescribeCommands,
    ModifyCommand,
    ParameterDefinitionView,
)
from scalehook_contracts.script_runner.stored_names import FindStoredNames, StoredNames


def create_command(command: CreateCommand, work: Work[State, Settings]) -> CommandCreation:
    """Keep it; nothing runs."""
    earlier = earlier_command(command, work)
    if earlier is not None:
        return CommandCreation(command_id=earlier.command_id)
    if is_elsewhere(command.region_id, work):
        raise RegionIdApiNotSupported()
    check_type(command.type)
    check_described(command)
    encoding = "PlainText" if command.content_encoding.lower() == "plaintext" else "Base64"
    script = content.raw(command.command_content, encoding)
    content.check_size(script)
    if command.enable_parameter:
        content.check_braces(script)
    check_quota(work)
    token = token_key(command, command.client_token)
    known_as = digest(command, command.client_token)
    return CommandCreation(command_id=keep(command, script, work, token, known_as))


def modify_command(command: ModifyCommand, work: Work[State, Settings]) -> Done:
    """Invocations from now on have it so."""
    kept = _kept(command, work)
    check_name(command.name)
    with told_as(OF_CHANGES):
        check_description(command.description or "")
    check_working_dir(command.working_dir or "")
    check_launcher(command.launcher or "")
    content.check_size(command.command_content.encode())
    given = {
        "description": command.description,
        "working_dir": command.working_dir,
        "timeout": command.timeout,
        "launcher": command.launcher,
    }
    now = {name: getattr(kept, name) if value is None else value for name, value in given.items()}
    name = command.name or kept.name
    work.record(CommandModified(command_id=kept.command_id, name=name, **now))
    return Done()


def delete_command(command: DeleteCommand, work: Work[State, Settings]) -> Done:
    """Not while something runs it, or waits to."""
    kept = _kept(command, work)
    archive = work.state.archive.invocations
    open_statuses = ("Running", "Stopping")  # the older ones, which say the same of what waits
    of_it = ("CommandId", kept.command_id)
    if any(len(archive.find([of_it, ("InvokeStatus", status)])) for status in open_statuses):
        raise InvalidStatusCmdIdInUse()
    work.record(CommandDeleted(command_id=kept.command_id))
    return Done()


def find_stored_names(command: FindStoredNames, work: Work[State, Settings]) -> StoredNames:
    """Those that can be in the store. What is wrong with the rest is for the operation to refuse."""
    kept = work.state.commands.get(command.command_id)
    if command.command_id and (kept is None or not kept.enable_parameter):
        return StoredNames()
    try:
        encoding = "Base64" if kept else command.content_encoding
        script = content.raw(kept.content if kept else command.command_content, encoding)
        script = content.filled(script, content.passed(command.parameters))
    except ApiError:
        return StoredNames()
    return StoredNames(
        names=[each for each in content.stored_in(script) if content.STORED.fullmatch(each)]
    )


def describe_commands(command: DescribeCommands, work: Work[State, Settings]) -> CommandPage:
    """Those that are asked for, newest first."""
    marks = marks_of(
        command.tags,
        Type=command.type,
        Name="" if "*" in command.name else command.name,
        ResourceGroupId=command.resource_group_id,
    )
    only = [command.command_id] if command.command_id else None
    found = [each for each in work.state.shelf.find(marks, only=only) if _fits(each, command)]
    nothing = is_elsewhere(command.region_id, work) or command.provider not in ("", "User")
    page = Listing(command, [] if nothing else found)
    return CommandPage(
        **page.told, commands=[_view(kept, command.content_encoding) for kept in page.items]
    )


def _kept(command: ModifyCommand | DeleteCommand, work: Work[State, Settings]) -> KeptCommand:
    kept = work.state.commands.get(command.command_id)
    if is_elsewhere(command.region_id, work) or kept is None:
        raise InvalidCmdIdNotFound()
    return kept


def _fits(kept: KeptCommand, asked: DescribeCommands) -> bool:
    by_name = not asked.name or matches(asked.name, kept.name)
    return by_name and (not asked.description or matches(asked.description, kept.description))


def _view(kept: KeptCommand, encoding: str) -> CommandView:
    script = base64.b64decode(kept.content)
    names = content.names_in(script) if kept.enable_parameter else []
    plain = encoding.lower() == "plaintext"
    return CommandView(
        command_id=kept.command_id,
        name=kept.name,
        type=kept.type,
        description=kept.description,
        command_content=script.decode(errors="replace") if plain else kept.content,
        working_dir=kept.working_dir,
        timeout=kept.timeout,
        creation_time=iso_seconds(moment(kept.created_at)),
        enable_parameter=kept.enable_parameter,
        parameter_names=names,
        parameter_definitions=[ParameterDefinitionView(parameter_name=name) for name in names],
        invoke_times=kept.invoke_times,
        launcher=kept.launcher,
        resource_group_id=kept.resource_group_id,
        tags=views(kept.tags),
    )
