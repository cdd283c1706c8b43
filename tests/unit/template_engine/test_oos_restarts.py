"""An engine that is killed at any moment: executions go on where they were."""

from collections import Counter
from functools import cache

from hypothesis import example, given, settings
from hypothesis import strategies as st

from scalehook_contracts.template_engine.borrowing import BorrowParameters, RecordBorrowedParameters
from scalehook_contracts.template_engine.executions import ListExecutions
from scalehook_contracts.template_engine.notices import NotifyExecution
from scalehook_contracts.template_engine.tasks import CallApi, CallWebHook, RecordApiAnswer
from support.orchestra import Orchestra
from support.thoroughness import tries

CALL = "Action: 'ACS::ExecuteAPI', Properties: {Service: ESS, API: X, Parameters: {A: '%s'}}"
CHILD = f"""
Parameters: {{p: {{}}}}
Tasks:
- {{Name: call, {CALL % "{{ p }}"}, Outputs: {{n: {{ValueSelector: .n}}}}}}
Outputs: {{n: {{Value: '{{{{ call.n }}}}'}}}}
"""
PARENT = f"""
Tasks:
- {{Name: timer, Action: 'ACS::TimerTrigger',
   Properties: {{Type: rate, Expression: 1 hour, EndDate: '2026-01-01T02:30:00Z'}}}}
- {{Name: stored, {CALL % "{{ oos:x }}"}}}
- Name: loop
  Action: ACS::Template
  Properties: {{TemplateName: Child, Parameters: {{p: '{{{{ ACS::TaskLoopItem }}}}'}}}}
  Outputs: {{n: {{ValueSelector: .n}}}}
  Loop:
    Items: [a, b, c]
    RateControl: {{Mode: Batch, Batch: [1, 2], BatchPauseOption: EveryBatchPause}}
    Outputs: {{all: {{AggregateType: 'Fn::ListJoin', AggregateField: n}}}}
- Name: wait
  Action: ACS::WaitFor
  Properties: {{Service: ESS, API: X, PropertySelector: .n, DesiredValues: ['3']}}
- {{Name: sleep, Action: 'ACS::Sleep', Properties: {{Duration: 10s}}}}
- {{Name: tell, Action: 'ACS::Notify', Properties: {{WebHook: {{URI: 'http://h/'}}}}}}
- {{Name: risky, Action: 'ACS::ExecuteAPI', Properties: {{Service: ECS, API: DeleteInstance}}}}
- {{Name: pause, Action: 'ACS::Pause'}}
Outputs: {{all: {{Value: '{{{{ loop.all }}}}'}}}}
"""
MOST_STEPS = 200


class Played:
    """The execution from beginning to end; before each step the engine may be killed."""

    def __init__(self, kills: set[int]) -> None:
        self.oos = Orchestra()
        self.oos.template(CHILD, "Child")
        self.oos.template(PARENT)
        self.outcomes: Counter[str] = Counter()
        self.execution = self.oos.start()
        for step in range(MOST_STEPS):
            if step in kills:
                self.oos.restart()
            if self.oos.status(self.execution)[0] == "Success":
                return
            self._step()
        raise AssertionError("it does not come to an end")

    def seen(self) -> list[tuple[str, ...]]:
        """All executions and their tasks, without what is drawn by lot."""
        command = ListExecutions(include_child_execution=True, sort_order="Ascending")
        return [
            (
                each.template_name,
                each.status,
                each.outputs,
                each.end_date,
                *self._tasks(each.execution_id),
            )
            for each in self.oos.rehearsal.ask(command).executions
        ]

    def _tasks(self, execution: str) -> list[str]:
        return [f"{task.task_name} {task.status}" for task in self.oos.tasks(execution)]

    def _step(self) -> None:
        """Answer what waits for the world outside, else for people, else for time."""
        pending = self.oos.rehearsal.machine.intents
        if pending:
            self._answer(next(iter(pending)))
        elif not self._agree():
            self.oos.rehearsal.advance(600)

    def _answer(self, key: str) -> None:
        intent = self.oos.rehearsal.machine.intents[key].intent
        if isinstance(intent, BorrowParameters):
            known = {"values": {"oos:x": "1"}, "refusals": {}}
            said = {"execution_id": intent.execution_id, "task_name": intent.task_name}
            self.oos.rehearsal.settle(key, RecordBorrowedParameters(**known, **said))
            return
        assert isinstance(intent, CallApi | CallWebHook)
        self.outcomes[intent.task_execution_id] += 1
        body = {"n": self.outcomes[intent.task_execution_id]}
        answer = RecordApiAnswer(task_execution_id=intent.task_execution_id, body=body)
        self.oos.rehearsal.settle(key, answer)

    def _agree(self) -> bool:
        found = ListExecutions(status="Waiting", parent_execution_id=self.execution)
        waiting = self.oos.rehearsal.ask(found).executions
        for each in waiting:
            approve = NotifyExecution(execution_id=each.execution_id, notify_type="Approve")
            self.oos.rehearsal.ask(approve)
        return bool(waiting)


@cache
def unharmed() -> Played:
    """As it is when nobody kills it."""
    return Played(set())


@settings(max_examples=tries(10))
@given(st.sets(st.integers(0, 40), max_size=4))
@example(set(range(MOST_STEPS)))
def test_killed_at_any_moment(kills: set[int]) -> None:
    """It comes to the same, and no task is done again whose outcome was recorded."""
    played = Played(kills)
    assert played.seen() == unharmed().seen()
    assert sorted(played.outcomes.values()) == sorted(unharmed().outcomes.values())


def test_what_it_comes_to() -> None:
    """The execution waits for two moments; all that both start is there, each task once."""
    parent, *children = unharmed().seen()
    assert parent[:2] == ("T", "Success")
    assert [each[0] for each in children] == ["T", "Child", "Child", "Child"] * 2
    assert children[0][2] == '{"all": [1, 1, 1]}'
    tries = unharmed().outcomes.most_common()
    assert [count for _, count in tries[:3]] == [3, 3, 1]
