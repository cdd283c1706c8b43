"""Invocations, described."""

from collections.abc import Sequence
from itertools import islice

from scalehook.kit import Work
from scalehook.kit.chronicle import Mark
from scalehook.kit.history import hidden
from scalehook.script_runner.settings import Settings
from scalehook.script_runner.state import State
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
        InvokeId=command.invoke_id,
        CommandId=command.command_id,
        CommandName=command.command_name,
        CommandType=command.command_type,
        InstanceId=command.instance_id,
        InvokeStatus=command.invoke_status,
    )
    archive, gone = work.state.archive.invocations, _gone(work)
    found = archive.find(marks)
    shown = (invocation for invocation in reversed(found) if invocation.invoke_id not in gone)
    return InvocationPage(
        page_number=command.page_number,
        page_size=command.page_size,
        total_count=len(found) - sum(archive.has(invoke_id, marks) for invoke_id in gone),
        invocations=[
            invocation_view(
                invocation,
                include_output=command.include_output,
                encoding=command.content_encoding,
            )
            for invocation in islice(shown, *_page(command))
        ],
    )


def describe_invocation_results(
    command: DescribeInvocationResults, work: Work[State, Settings]
) -> InvocationResultsReply:
    """What the scripts said, newest invocation first."""
    marks = _asked_for(
        InvokeId=command.invoke_id,
        CommandId=command.command_id,
        InstanceId=command.instance_id,
        InvokeRecordStatus=command.invoke_record_status,
    )
    archive, gone = work.state.archive.runs, _gone(work)
    found = archive.find(marks)
    shown = (place for place in reversed(found) if place.invocation.invoke_id not in gone)
    gone_runs = ((i, instance_id) for i in gone for instance_id in work.state.invocations[i].runs)
    return InvocationResultsReply(
        invocation=InvocationResults(
            page_number=command.page_number,
            page_size=command.page_size,
            total_count=len(found) - sum(archive.has(run, marks) for run in gone_runs),
            invocation_results=[
                result_view(invocation, run, command.content_encoding)
                for invocation, run in islice(shown, *_page(command))
            ],
        )
    )


def _asked_for(**parameters: str) -> Sequence[Mark]:
    """The parameters that are given."""
    return [(name, value) for name, value in parameters.items() if value]


def _gone(work: Work[State, Settings]) -> set[str]:
    return hidden(work.state.archive.ended, work.now, work.settings)


def _page(command: DescribeInvocations | DescribeInvocationResults) -> tuple[int, int]:
    end = command.page_number * command.page_size
    return end - command.page_size, end
