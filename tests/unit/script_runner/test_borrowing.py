"""What scripts take from the Parameter Store, on behalf of whoever invoked them."""

from types import SimpleNamespace
from typing import Any

import pytest

from scalehook.kit.machine.outside import Outside
from scalehook.script_runner.borrowing import NotBorrowed, whole_script
from scalehook.script_runner.settings import Settings
from scalehook_contracts.access_control.access import AccessAllowed, CheckAccess
from scalehook_contracts.base import Command
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.oos import EntityNotExistsParameter
from scalehook_contracts.errors.ram import NoPermission
from scalehook_contracts.script_runner.commands import CommandInvoked
from scalehook_contracts.script_runner.runs import RunScript
from support.assistant import Assistant

ALICE, POLICY = "acs:ram::1:assumed-role/r/alice", '{"Version": "1"}'


class Store:
    """Answers permission and parameters as a test wants."""

    def __init__(self, allowed: ApiError | None = None, found: ApiError | None = None) -> None:
        self.allowed, self.found = allowed, found
        self.checks: list[CheckAccess] = []

    async def call(self, command: Command[Any], **_: Any) -> Any:
        if isinstance(command, CheckAccess):
            self.checks.append(command)
            if self.allowed is not None:
                raise self.allowed
            return AccessAllowed()
        if self.found is not None:
            raise self.found
        return SimpleNamespace(parameter=SimpleNamespace(value="7"))


def intent(script: str) -> RunScript:
    return RunScript(
        invoke_id="t-1",
        instance_id="i-1",
        script=script,
        working_dir="/",
        username="root",
        caller=ALICE,
        session_policy=POLICY,
    )


def outside(store: Store) -> Outside[Settings]:
    return Outside(store, Settings(), "key", "flow")  # type: ignore[arg-type]  # a bus that only answers


async def test_what_is_asked_for_whom() -> None:
    """Each parameter is checked for the caller, within what the session's own policy allows."""
    store = Store()
    assert await whole_script(intent("echo {{oos:xy}}"), outside(store)) == b"echo 7"
    [check] = store.checks
    assert (check.principal, check.session_policy) == (ALICE, POLICY)
    assert check.action == "oos:GetParameter"


@pytest.mark.parametrize(
    ("store", "code"),
    [
        (Store(allowed=NoPermission()), "ParameterStore.NoPermission"),
        (Store(found=EntityNotExistsParameter()), "ParameterStore.InvalidParameters"),
    ],
)
async def test_what_cannot_be_had(store: Store, code: str) -> None:
    """Says why, and which parameter it is."""
    with pytest.raises(NotBorrowed) as caught:
        await whole_script(intent("echo {{oos-secret:xy}}"), outside(store))
    assert str(caught.value).startswith(f"{code}: ")
    assert str(caught.value).endswith("(oos-secret:xy)")


@pytest.mark.parametrize(("script", "bound"), [("echo {{oos:xy}}", POLICY), ("echo", "")])
def test_a_session_bounds_what_its_script_takes(script: str, bound: str) -> None:
    """Its policy goes with a script that takes something, and with no other."""
    assistant = Assistant()
    assistant.begin(command_content=script, enable_parameter=True, session_policy=POLICY)
    [run] = [intent for _, intent in assistant.begun if isinstance(intent, RunScript)]
    assert run.session_policy == bound
    [invoked] = [event for event in assistant.recorded if isinstance(event, CommandInvoked)]
    assert invoked.request.session_policy == POLICY
