"""Invocations, described."""

from typing import Any

from scalehook.kit import Work
from scalehook.kit.history import hidden
from scalehook.script_runner.checks import is_elsewhere
from scalehook.script_runner.listing import Listing, marks_of
from scalehook.script_runner.past_times import Times
from scalehook.script_runner.settings import Settings
from scalehook.script_runner.state import State
from scalehook.script_runner.views import invocation_view, result_view
from scalehook_contracts.errors.common import MissingNamedParameter
from scalehook_contracts.script_runner.invocations import (
    DescribeInvocationResults,
    DescribeInvocations,
    InvocationPage,
    InvocationResults,
    InvocationResultsReply,
    InvocationResultView,
)


def describe_invocations(command: DescribeInvocations, work: Work[State, Settings]) -> InvocationPage:
    """The invocations that are asked for, newest first; an unknown id finds none. Output is shown only
    of one invocation, or of one instance's.
    """
    if command.include_output and not (command.invoke_id or command.instance_id):
        raise MissingNamedParameter(name="InvokeId")
    marks = marks_of(
        command.tags,
        CommandId=command.command_id,
        CommandType=command.command_type,
        InstanceId=command.instance_id,
        InvokeStatus=command.invoke_status,
        ResourceGroupId=command.resource_group_id,
    )
    if not command.instance_id:  # beside an instance these say nothing, as documented
        marks += marks_of([], CommandName=command.command_name, RepeatMode=command.repeat_mode)
    if command.timed is not None:
        marks.append(("Timed", command.timed))
    named = [command.invoke_id] if command.invoke_id else None
    found = work.state.archive.invocations.find(marks, only=named, without=_gone(work))
    page = Listing(command, [] if is_elsewhere(command.region_id, work) else found)
    views = [
        invocation_view(each, include_output=command.include_output, encoding=command.content_encoding)
        for each in page.items
    ]
    return InvocationPage(**page.told, invocations=views)


def describe_invocation_results(
    command: DescribeInvocationResults, work: Work[State, Settings]
) -> InvocationResultsReply:
    """What the scripts said, newest invocation first."""
    if command.include_history:
        return _history(command, work)
    marks = marks_of(
        command.tags,
        CommandId=command.command_id,
        InstanceId=command.instance_id,
        InvokeRecordStatus=command.invoke_record_status,
        ResourceGroupId=command.resource_group_id,
    )
    archive = work.state.archive
    found = archive.runs.find(
        marks,
        only=archive.keys_of_runs([command.invoke_id]) if command.invoke_id else None,
        without=archive.keys_of_runs(_gone(work)),
    )
    page = Listing(command, [] if is_elsewhere(command.region_id, work) else found)
    views = [result_view(*place, command.content_encoding) for place in page.items]
    return _reply(page, views)


def _history(command: DescribeInvocationResults, work: Work[State, Settings]) -> InvocationResultsReply:
    """Each time that one invocation has run, the newest first, instance by instance."""
    if not command.invoke_id:
        raise MissingNamedParameter(name="InvokeId")
    marks = marks_of(
        command.tags,
        CommandId=command.command_id,
        InstanceId=command.instance_id,
        ResourceGroupId=command.resource_group_id,
    )
    archive = work.state.archive
    places = archive.runs.find(
        marks,
        only=archive.keys_of_runs([command.invoke_id]),
        without=archive.keys_of_runs(_gone(work)),
    )
    nothing = is_elsewhere(command.region_id, work)
    times = Times([] if nothing else reversed(places), command.invoke_record_status)
    page = Listing(command, times)
    return _reply(page, [time.view(command.content_encoding) for time in page.items])


def _reply(page: Listing[Any], views: list[InvocationResultView]) -> InvocationResultsReply:
    return InvocationResultsReply(invocation=InvocationResults(**page.told, invocation_results=views))


def _gone(work: Work[State, Settings]) -> set[str]:
    return hidden(work.state.archive.ended, work.now, work.settings)
