"""What executions read of the Parameter Store, as `oos:name` and `oos-secret:name`."""

from scalehook_contracts.base import Command, Done, Fresh, Intent
from scalehook_contracts.plain import PlainObject


class BorrowParameters(Intent):
    """Read these, as the role of the execution whose task needs them. The last three fields say how the
    task is to go on.
    """

    execution_id: str
    ram_role: str
    caller: str
    session_policy: str = ""  # of the caller's session
    hands_over: bool
    names: list[str]
    task_name: str
    chosen: bool = False
    properties: PlainObject = Fresh(dict)
    loop_item: str = ""


class RecordBorrowedParameters(Command[Done]):
    """What could be read, and why the others could not."""

    execution_id: str
    values: dict[str, str]
    refusals: dict[str, str]
    task_name: str
    chosen: bool = False
    properties: PlainObject = Fresh(dict)
    loop_item: str = ""
