"""Invocations, described."""

from scalehook.kit import Work
from scalehook.kit.api.paging import page
from scalehook.script_runner.settings import Settings
from scalehook.script_runner.state import Invocation, State
from scalehook.script_runner.views import invocation_view, invoke_status, legacy, result_view
from scalehook_contracts.script_runner.invocations import (
    DescribeInvocationResults,
    DescribeInvocations,
    InvocationPage,
    InvocationResults,
    InvocationResultsReply,
)


def describe_invocations(command: DescribeInvocations, work: Work[State, Settings]) -> InvocationPage:
    """The invocations that are asked for, newest first; an unknown id finds none."""
    found = [i for i in reversed(work.state.invocations.values()) if _fits(i, command)]
    chosen = page(found, command.page_number, command.page_size)
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
            for invocation in chosen
        ],
    )


def describe_invocation_results(
    command: DescribeInvocationResults, work: Work[State, Settings]
) -> InvocationResultsReply:
    """What the scripts said, newest invocation first."""
    found = [
        result_view(invocation, run, command.content_encoding)
        for invocation in reversed(work.state.invocations.values())
        if command.invoke_id in ("", invocation.invoke_id)
        and command.command_id in ("", invocation.command_id)
        for run in invocation.runs.values()
        if command.instance_id in ("", run.instance_id)
        and command.invoke_record_status in ("", legacy(run))
    ]
    chosen = page(found, command.page_number, command.page_size)
    return InvocationResultsReply(
        invocation=InvocationResults(
            page_number=command.page_number,
            page_size=command.page_size,
            total_count=len(found),
            invocation_results=list(chosen),
        )
    )


def _fits(invocation: Invocation, command: DescribeInvocations) -> bool:
    asked = invocation.request
    return (
        command.invoke_id in ("", invocation.invoke_id)
        and command.command_id in ("", invocation.command_id)
        and command.command_name in ("", asked.name)
        and command.command_type in ("", asked.type)
        and (not command.instance_id or command.instance_id in invocation.runs)
        and command.invoke_status in ("", invoke_status(invocation))
    )
