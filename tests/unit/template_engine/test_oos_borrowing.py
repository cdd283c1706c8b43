"""What templates read of the Parameter Store."""

import json
from types import SimpleNamespace
from typing import Any

import pytest

from scalehook.kit.machine.outside import Outside
from scalehook.template_engine.effects import borrow_parameters
from scalehook.template_engine.settings import Settings
from scalehook_contracts.access_control.access import CheckAccess
from scalehook_contracts.errors.oos import EntityNotExistsParameter
from scalehook_contracts.errors.ram import NoPermission
from scalehook_contracts.template_engine.borrowing import BorrowParameters, RecordBorrowedParameters
from scalehook_contracts.template_engine.executions import ListExecutions
from scalehook_contracts.template_engine.notices import CancelExecution, NotifyExecution
from support.orchestra import Orchestra

CALL = "{Name: %s, Action: 'ACS::ExecuteAPI', Properties: {Service: ESS, API: X, Parameters: {A: '%s'}}}"


@pytest.fixture
def oos() -> Orchestra:
    """An engine."""
    return Orchestra()


def lend(oos: Orchestra, refusals: dict[str, str] | None = None, **values: str) -> BorrowParameters:
    """Answer what is to be read; `oos_x` stands for `oos:x`."""
    key, intent = oos.rehearsal.begun[-1]
    assert isinstance(intent, BorrowParameters)
    oos.answered = len(oos.rehearsal.begun)
    kinds = {"oos": "oos:", "secret": "oos-secret:"}
    said = {kinds[name.partition("_")[0]] + name.partition("_")[2]: v for name, v in values.items()}
    goes_on = intent.model_dump(
        include={"execution_id", "task_name", "chosen", "properties", "loop_item"}
    )
    answer = RecordBorrowedParameters(values=said, refusals=refusals or {}, **goes_on)
    oos.rehearsal.settle(key, answer)
    return intent


def test_a_task_waits_for_what_it_reads(oos: Orchestra) -> None:
    """Then it has the value, alone or in a text; a restart in between changes nothing."""
    # proves: oos:, oos-secret:
    oos.template(f"Tasks: [{CALL % ('a', '{{ oos:x }}-{{oos-secret:/p/y}}')}]")
    execution = oos.start()
    assert (oos.tasks(execution), oos.status(execution)[0]) == ([], "Running")
    oos.restart()
    key, intent = oos.rehearsal.begun[-1]
    assert isinstance(intent, BorrowParameters)
    assert intent.names == ["oos:x", "oos-secret:/p/y"]
    values = {"oos:x": "1", "oos-secret:/p/y": "2"}
    answer = RecordBorrowedParameters(execution_id=execution, values=values, refusals={}, task_name="a")
    oos.rehearsal.settle(key, answer)
    [_, call] = [intent for _, intent in oos.rehearsal.begun]
    assert call.parameters == {"A": "1-2"}  # type: ignore[attr-defined]  # a call of an API


def test_a_secret_is_shown_nowhere(oos: Orchestra) -> None:
    """Neither with its task, nor with the outputs, nor with the parameters of a child."""
    oos.template(f"Parameters: {{p: {{}}}}\nTasks: [{CALL % ('c', 'x')}]", "Child")
    below = "{TemplateName: Child, Parameters: {p: 'is {{ oos-secret:x }}'}}"
    oos.template(
        f"Tasks: [{{Name: t, Action: 'ACS::Template', Properties: {below}}}]\n"
        "Outputs: {o: {Value: 'has {{ oos-secret:x }}'}}"
    )
    execution = oos.start()
    lend(oos, secret_x="s3cret")
    oos.answer({})
    shown = oos.rehearsal.ask(ListExecutions(include_child_execution=True)).executions
    assert "s3cret" not in repr(shown) + repr(oos.tasks(execution))
    assert json.loads(shown[-1].outputs) == {"o": "has ******"}


def test_what_may_not_be_read_fails_the_task_that_needs_it(oos: Orchestra) -> None:
    """With the reason; one that needs another does not care."""
    oos.template(f"Tasks: [{CALL % ('a', '{{ oos:x }}')}]\nOutputs: {{o: {{Value: '{{{{ oos:y }}}}'}}}}")
    execution = oos.start()
    intent = lend(oos, {"oos:y": "NoPermission message: no"}, oos_x="1")
    assert sorted(intent.names) == ["oos:x", "oos:y"]
    oos.answer({})
    assert oos.status(execution) == ("Failed", "{{ oos:y }}: NoPermission message: no")
    oos.template(f"Tasks: [{CALL % ('a', '{{ oos:y }}')}]", "U")
    execution = oos.start("U")
    lend(oos, {"oos:y": "gone"})
    assert oos.status(execution)[1] == "{{ oos:y }}: gone"


def test_defaults_of_parameters(oos: Orchestra) -> None:
    """They are read for each task; what a caller gives is a text as any other."""
    oos.template(
        f"Parameters: {{p: {{Default: 'v-{{{{ oos:x }}}}'}}}}\nTasks: [{CALL % ('a', '{{ p }}')}]"
    )
    oos.start()
    lend(oos, oos_x="1")
    assert oos.calls()[0].parameters == {"A": "v-1"}
    oos.answer({})
    oos.start(parameters='{"p": "{{ oos:other }}"}')
    lend(oos, oos_x="1")
    assert oos.calls()[0].parameters == {"A": "{{ oos:other }}"}


def test_the_latest_value_counts(oos: Orchestra) -> None:
    """Each task reads anew; what a task does not name is not read for it."""
    tasks = [CALL % ("a", "{{ oos:x }}"), CALL % ("b", "none"), CALL % ("c", "{{ oos:x }}")]
    oos.template(f"Tasks: [{', '.join(tasks)}]")
    oos.start()
    lend(oos, oos_x="1")
    for _ in range(2):
        oos.answer({})
    lend(oos, oos_x="2")
    assert oos.calls()[0].parameters == {"A": "2"}


def test_in_single_steps(oos: Orchestra) -> None:
    """What somebody says of the task holds when it has been read for."""
    oos.template(f"Tasks: [{CALL % ('a', '{{ oos:x }}')}]")
    execution = oos.start(mode="Debug")
    chosen = {"notify_type": "ExecuteTask", "parameters": '{"API": "Y"}'}
    oos.rehearsal.ask(NotifyExecution(execution_id=execution, **chosen))
    lend(oos, oos_x="1")
    assert (oos.calls()[0].api, oos.calls()[0].parameters) == ("Y", {"A": "1"})


def test_cancelled_before_the_answer(oos: Orchestra) -> None:
    """The task never begins."""
    oos.template(f"Tasks: [{CALL % ('a', '{{ oos:x }}')}]")
    execution = oos.start()
    oos.rehearsal.ask(CancelExecution(execution_id=execution))
    lend(oos, oos_x="1")
    oos.rehearsal.ask(
        RecordBorrowedParameters(execution_id=execution, values={}, refusals={}, task_name="a")
    )
    assert (oos.tasks(execution), oos.status(execution)[0]) == ([], "Cancelled")


async def test_they_are_read_as_the_execution_s_caller() -> None:
    """Who may not read one is refused; a name that is none, and one that is gone, are told of."""

    async def answer(command: Any, **_: Any) -> Any:
        if isinstance(command, CheckAccess):
            if command.resources[0].endswith("parameter/closed"):
                raise NoPermission
            return None
        raise EntityNotExistsParameter

    intent = BorrowParameters(
        execution_id="e", ram_role="", caller="acs:ram::1:user/alice", hands_over=True,
        names=["oos:closed", "oos:gone", "oos:x"], task_name="t",
    )  # fmt: skip
    outside = Outside(SimpleNamespace(call=answer), Settings(), "k", "")  # type: ignore[arg-type]  # a bus
    found = await borrow_parameters(intent, outside)
    assert found.values == {}
    assert found.refusals["oos:closed"].startswith("Forbidden.RAM")
    assert found.refusals["oos:gone"].startswith("EntityNotExists.Parameter")
    assert found.refusals["oos:x"] == "it is no name of a parameter"
