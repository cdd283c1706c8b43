"""What an operation answers where another one answers something else to the same fault: the tables of
errors of the operations differ in texts, some in statuses.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.ecs import InvalidInstanceNotFound, WindowsPasswordNameMissed
from scalehook_contracts.errors.ecs_commands import (
    AssistantNumberExceedTags,
    CmdContentExceedLimit,
    CmdDescExceedLimit,
    CmdParamCountExceedLimit,
    CmdParamEmptyKey,
    CmdParamInvalidParamName,
    CmdParamNameExceedLimit,
    ModifyCmdDescExceedLimit,
    ParameterCountExceedLimit,
    ParameterDisabled,
    ParameterKeyDuplicate,
    ParameterKeyExceedLimit,
    ParameterNotMatched,
)
from scalehook_contracts.errors.ecs_files import SendFileInstanceNotFound
from scalehook_contracts.errors.ecs_invocations import (
    InvokeCmdContentExceedLimit,
    InvokeParameterKeyDuplicate,
    InvokeParameterNotMatched,
    InvokeWindowsPasswordNameMissed,
)
from scalehook_contracts.errors.ecs_runs import (
    RunCmdParamCountExceedLimit,
    RunCmdParamEmptyKey,
    RunCmdParamInvalidParamName,
    RunCmdParamNameExceedLimit,
    RunNumberExceedTags,
    RunParameterCountExceedLimit,
    RunParameterDisabled,
    RunParameterKeyExceedLimit,
)

Table = Mapping[type[ApiError], type[ApiError]]

OF_RUNS: Table = {
    AssistantNumberExceedTags: RunNumberExceedTags,
    CmdParamCountExceedLimit: RunCmdParamCountExceedLimit,
    CmdParamEmptyKey: RunCmdParamEmptyKey,
    CmdParamInvalidParamName: RunCmdParamInvalidParamName,
    CmdParamNameExceedLimit: RunCmdParamNameExceedLimit,
    ParameterCountExceedLimit: RunParameterCountExceedLimit,
    ParameterDisabled: RunParameterDisabled,
    ParameterKeyExceedLimit: RunParameterKeyExceedLimit,
}
OF_INVOCATIONS: Table = {
    CmdContentExceedLimit: InvokeCmdContentExceedLimit,
    ParameterKeyDuplicate: InvokeParameterKeyDuplicate,
    ParameterNotMatched: InvokeParameterNotMatched,
    WindowsPasswordNameMissed: InvokeWindowsPasswordNameMissed,
}
OF_CHANGES: Table = {CmdDescExceedLimit: ModifyCmdDescExceedLimit}
OF_FILES: Table = {InvalidInstanceNotFound: SendFileInstanceNotFound}


@contextmanager
def told_as(table: Table) -> Iterator[None]:
    """Errors leave it as the operation's own table has them."""
    try:
        yield
    except ApiError as refusal:
        if type(refusal) not in table:
            raise
        raise table[type(refusal)]() from refusal
