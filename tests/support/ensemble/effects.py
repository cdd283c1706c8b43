"""Scripts that are played."""

import base64
from collections.abc import Callable
from typing import Any

from scalehook_contracts.base import Command
from scalehook_contracts.script_runner.roots import RecordRootRemoved, RemoveRoot
from scalehook_contracts.script_runner.runs import (
    CollectOutput,
    RecordLastWords,
    RecordScriptResult,
    RunScript,
)


def script(intent: RunScript) -> RecordScriptResult:
    """The script has run; its last word is its exit code: `exit 3`."""
    return RecordScriptResult(
        invoke_id=intent.invoke_id,
        instance_id=intent.instance_id,
        exit_code=int(intent.script.split()[-1]),
        output=base64.b64encode(b"done").decode(),
    )


def root(intent: RemoveRoot) -> RecordRootRemoved:
    """Nothing is left of the instance."""
    return RecordRootRemoved(instance_id=intent.instance_id)


def last_words(intent: CollectOutput) -> RecordLastWords:
    """It had said nothing."""
    ids = {"invoke_id": intent.invoke_id, "instance_id": intent.instance_id}
    return RecordLastWords(**ids, number=intent.number)


PLAYED: dict[type, Callable[[Any], Command[Any]]] = {
    RunScript: script,
    CollectOutput: last_words,
    RemoveRoot: root,
}
