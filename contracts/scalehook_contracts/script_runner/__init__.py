"""Cloud Assistant: commands and invocations on instances."""

from scalehook_contracts.script_runner.base import (
    ContentEncoding,
    InvocationStatus,
)
from scalehook_contracts.script_runner.commands import (
    CommandRun,
    RunCommand,
)
from scalehook_contracts.script_runner.events import (
    CommandInvoked,
    ScriptEnded,
    ScriptStarted,
)
from scalehook_contracts.script_runner.internal import (
    RecordRootRemoved,
    RecordScriptResult,
    RemoveRoot,
    RunScript,
    TimeOutScript,
)
from scalehook_contracts.script_runner.invocations import (
    DescribeInvocationResults,
    DescribeInvocations,
    InvocationPage,
    InvocationResults,
    InvocationResultsReply,
    InvocationResultView,
    InvocationView,
    InvokeInstanceView,
)

__all__ = [
    "CommandInvoked",
    "CommandRun",
    "ContentEncoding",
    "DescribeInvocationResults",
    "DescribeInvocations",
    "InvocationPage",
    "InvocationResultView",
    "InvocationResults",
    "InvocationResultsReply",
    "InvocationStatus",
    "InvocationView",
    "InvokeInstanceView",
    "RecordRootRemoved",
    "RecordScriptResult",
    "RemoveRoot",
    "RunCommand",
    "RunScript",
    "ScriptEnded",
    "ScriptStarted",
    "TimeOutScript",
]
