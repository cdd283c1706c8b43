"""Invocations, described."""

from collections.abc import Sequence
from itertools import islice

from scalehook.kit import Work
from scalehook.kit.chronicle import Mark
from scalehook.kit.history import hidden
from scalehook.script_runner.settings import Settings
from scalehook.script_runner.state import Archive, State
from scalehook.script_runner.views import invocation_view, result_view
from scalehook_contracts.script_runner.invocations import (
    DescribeInvocationResults,
    DescribeInvocations,
    InvocationPage,
    InvocationResults,
    InvocationResultsReply,
)


def describe_invocations(command: DescribeInvocations, work: Work[State, Settings]) -> InvocationPage:
    """The invocations that are asked for, newest first; an unknown id finds none."""
    marks = _asked_for(
        CommandName=command.command_name,
        CommandType=command.command_type,
        InstanceId=command.instance_id,
        InvokeStatus=command.invoke_status,
    )
    archive = work.state.archive
    found = archive.invocations.find(marks, only=_named(command, archive), without=_gone(work))
    return InvocationPage(
        page_number=command.page_number,
        page_size=command.page_size,
        total_count=len(found),
        invocations=[
            invocation_view(
                invocation,
                include_output=command.include_output,
                encoding=command.content_encoding,
            )
            for invocation in islice(reversed(found), *_page(command))
        ],
    )


def describe_invocation_results(
    command: DescribeInvocationResults, work: Work[State, Settings]
) -> InvocationResultsReply:
    """What the scripts said, newest invocation first."""
    marks = _asked_for(
        InstanceId=command.instance_id,
        InvokeRecordStatus=command.invoke_record_status,
    )
    archive, named = work.state.archive, _named(command, work.state.archive)
    found = archive.runs.find(
        marks,
        only=None if named is None else archive.keys_of_runs(named),
        without=archive.keys_of_runs(_gone(work)),
    )
    return InvocationResultsReply(
        invocation=InvocationResults(
            page_number=command.page_number,
            page_size=command.page_size,
            total_count=len(found),
            invocation_results=[
                result_view(invocation, run, command.content_encoding)
                for invocation, run in islice(reversed(found), *_page(command))
            ],
        )
    )


def _named(
    command: DescribeInvocations | DescribeInvocationResults, archive: Archive
) -> set[str] | None:
    """The invocations that ids speak of, if there are ids: one, or none."""
    named = [{command.invoke_id}] if command.invoke_id else []
    if command.command_id:
        named.append({archive.by_command.get(command.command_id, "")})
    return set.intersection(*named) if named else None


def _asked_for(**parameters: str) -> Sequence[Mark]:
    """The parameters that are given."""
    return [(name, value) for name, value in parameters.items() if value]


def _gone(work: Work[State, Settings]) -> set[str]:
    return hidden(work.state.archive.ended, work.now, work.settings)


def _page(command: DescribeInvocations | DescribeInvocationResults) -> tuple[int, int]:
    end = command.page_number * command.page_size
    return end - command.page_size, end
