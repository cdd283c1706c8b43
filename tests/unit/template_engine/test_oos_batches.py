"""Loops in batches: how they are dealt out, how many run at a time, and who says that it goes on."""

from typing import Any

import pytest

from scalehook_contracts.template_engine.notices import NotifyExecution
from support.orchestra import Orchestra


@pytest.fixture
def oos() -> Orchestra:
    """An engine."""
    return Orchestra()


def loop(oos: Orchestra, control: str, items: str = "[1, 2, 3, 4, 5, 6]", **more: Any) -> str:
    """Start a loop over the items, under this control."""
    oos.template(written(control, items))
    return oos.start(**more)


def written(control: str, items: str = "[1, 2, 3, 4, 5, 6]") -> str:
    """The template."""
    return f"""
        Parameters: {{rate: {{Type: Json, Default: {{}}}}}}
        Tasks:
          - Name: t
            Action: ACS::ExecuteAPI
            Properties: {{Service: ESS, API: X}}
            Loop: {{Items: {items}, {control}}}
        """


def go_on(oos: Orchestra, execution: str, kind: Any = "ExecuteTask") -> None:
    """Say that the next batch begins, or that none does."""
    oos.rehearsal.ask(NotifyExecution(execution_id=execution, notify_type=kind))


def played(oos: Orchestra, execution: str) -> list[int]:
    """How many items run at a time, each time that all are answered; 0 for a pause."""
    seen = []
    while (status := oos.status(execution)[0]) in ("Running", "Waiting"):
        seen.append(len(oos.calls()))
        for _ in range(seen[-1]):
            oos.answer({})
        if status == "Waiting":
            go_on(oos, execution)
    assert status == "Success"
    return seen


@pytest.mark.parametrize(
    ("control", "seen"),
    [
        ("RateControl: {Mode: Batch, Batch: [1, 2]}", [1, 2, 2, 1]),
        ("RateControl: {Mode: Batch, Batch: 4}", [4, 2]),
        ("RateControl: {Mode: Batch, Batch: ['50%', '1%']}", [3, 1, 1, 1]),
        ("RateControl: {Mode: Batch, BatchNumber: 2}", [3, 3]),
        ("RateControl: {Mode: Batch, Batch: [1, 5], ConcurrencyInBatches: [1, 3]}", [1, 3, 2]),
        ("RateControl: {Mode: Batch, Batch: [6], ConcurrencyInBatches: '50%'}", [3, 3]),
        ("RateControl: {Mode: Batch, Batch: 3, BatchPauseOption: FirstBatchPause}", [3, 0, 3]),
        ("RateControl: {Mode: Batch, Batch: [2], BatchPauseOption: FirstBatchPause}", [2, 0, 2, 2]),
        ("RateControl: {Mode: Batch, Batch: [2], BatchPauseOption: EveryBatchPause}", [2, 0, 2, 0, 2]),
        ("Mode: Batch, Batch: [2, 4], BatchPauseOption: EveryBatchPause", [2, 0, 4]),
        ("Mode: Batch, Concurrency: {'Fn::CalculateBatch': [2, [1, 2, 3, 4, 5, 6]]}", [3, 3]),
        ("RateControl: {Mode: Concurrency, Concurrency: 4, BatchPauseOption: EveryBatchPause}", [4, 2]),
    ],
)
def test_batches(oos: Orchestra, control: str, seen: list[int]) -> None:
    """The last size counts for all that follow; a batch begins when the one before has ended, and after
    a pause when somebody says so. There is no pause behind the last.
    """
    # proves: Batch, BatchNumber, ConcurrencyInBatches, Loop, Mode, RateControl
    assert played(oos, loop(oos, control)) == seen


@pytest.mark.parametrize("items", ["[]", "[1]", "[1, 2, 3]"])
def test_one_batch_has_no_pause(oos: Orchestra, items: str) -> None:
    """Nothing comes after it."""
    control = "RateControl: {Mode: Batch, Batch: 3, BatchPauseOption: EveryBatchPause}"
    assert 0 not in played(oos, loop(oos, control, items))


@pytest.mark.parametrize(("mode", "pauses"), [("EveryBatchPause", 2), ("FirstBatchPause", 1)])
def test_the_loop_mode_of_the_start(oos: Orchestra, mode: Any, pauses: int) -> None:
    """It counts instead of the template's option, and the control may be a parameter."""
    # proves: EveryBatchPause
    rate = '{"rate": {"Mode": "Batch", "Batch": [2]}}'
    execution = loop(oos, "RateControl: '{{ rate }}'", parameters=rate, loop_mode=mode)
    assert played(oos, execution).count(0) == pauses


def test_a_pause_is_seen(oos: Orchestra) -> None:
    """Execution and loop wait, also after a restart; the items bear the number of their batch."""
    # proves: BatchPauseOption, FirstBatchPause
    control = "RateControl: {Mode: Batch, Batch: [1, 5], BatchPauseOption: FirstBatchPause}"
    execution = loop(oos, control)
    oos.answer({})
    oos.rehearsal.restart()
    oos.template(written(control))
    assert (oos.status(execution)[0], oos.tasks(execution)[0].status) == ("Waiting", "Waiting")
    go_on(oos, execution, "Approve")
    assert (oos.status(execution)[0], oos.tasks(execution)[0].status) == ("Running", "Running")
    items = oos.tasks(execution, include_child_task_execution=True)[1:]
    assert [item.loop_batch_number for item in items] == [1, 2, 2, 2, 2, 2]


@pytest.mark.parametrize("kind", ["Reject", "CancelTask"])
def test_a_pause_that_is_rejected(oos: Orchestra, kind: str) -> None:
    """The execution is cancelled: no further batch begins."""
    execution = loop(oos, "RateControl: {Mode: Batch, Batch: 3, BatchPauseOption: EveryBatchPause}")
    for _ in range(3):
        oos.answer({})
    go_on(oos, execution, kind)
    assert (oos.status(execution)[0], oos.calls()) == ("Cancelled", [])


@pytest.mark.parametrize(("most", "failed"), [("0", 2), ("2", 4), ("'50%'", 4), ("6", 6)])
def test_too_many_errors_end_a_loop_in_batches(oos: Orchestra, most: str, failed: int) -> None:
    """What runs already ends normally; no item begins after them, and nobody is asked."""
    # proves: MaxErrors
    execution = loop(oos, f"RateControl: {{Mode: Batch, Batch: 2, MaxErrors: {most}}}")
    while oos.calls():
        oos.answer(code="Busy", message="x")
    assert oos.status(execution)[0] == ("Success" if failed == 6 else "Failed")
    assert len(oos.tasks(execution, include_child_task_execution=True)) == 1 + failed


@pytest.mark.parametrize(
    ("control", "message"),
    [
        ("{Mode: Batch}", "Mode Batch needs Batch"),
        ("{Mode: Batch, Batch: []}", "Mode Batch needs Batch"),
        ("{Mode: Batch, Batch: [0]}", "at least one item"),
        ("{Mode: Batch, Batch: [x]}", "'x' is no number"),
        ("{Mode: Batch, BatchNumber: 0}", "at least one batch"),
        ("{Mode: Batch, Batch: 2, ConcurrencyInBatches: x}", "'x' is no number"),
        ("{Mode: Batch, Batch: 2, BatchPauseOption: Never}", "BatchPauseOption must be one of"),
        ("{Mode: Parallel}", "Mode must be one of Concurrency, Batch"),
        ("[1]", "RateControl must be an object"),
    ],
)
def test_a_control_that_is_none(oos: Orchestra, control: str, message: str) -> None:
    """The loop fails and says why."""
    status, why = oos.status(loop(oos, f"RateControl: {control}"))
    assert status == "Failed" and message in why
