"""Takes executions from task to task: begin, act on outcomes, loop, follow the links, end."""

from typing import Any

from scalehook.kit import Work
from scalehook.template_engine import (
    borrowing,
    debugging,
    ending,
    loop_runs,
    task_runs,
    told_tasks,
    triggers,
)
from scalehook.template_engine.actions import Failed, Succeeded
from scalehook.template_engine.allowance import TooMuch
from scalehook.template_engine.document import END, NEXT, InvalidTemplate, TaskNode
from scalehook.template_engine.settings import Settings
from scalehook.template_engine.state import Execution, State, TaskRun
from scalehook.template_engine.state.events.executions import ExecutionCancelled
from scalehook.template_engine.steps import (
    NOTHING,
    AskAgain,
    Cancel,
    ContinueLoop,
    Fire,
    FireInTime,
    Follow,
    Given,
    RunTask,
    StartListening,
    Step,
    Steps,
    StopListening,
    TakeAnswer,
    TakeNotice,
    TakeOutcome,
    TimeOut,
)
from scalehook_contracts.template_engine.borrowing import RecordBorrowedParameters
from scalehook_contracts.template_engine.notices import NotifyType
from scalehook_contracts.template_engine.tasks import RecordApiAnswer

MOST_RUNS = 2000  # of tasks in one execution: links may lead in circles


class Flow:
    """Everything that follows from one message."""

    def __init__(self, work: Work[State, Settings]) -> None:
        self._steps = Steps(work)

    def begin(self, execution: Execution) -> None:
        """Run the first task, and what follows from it."""
        self._steps.then(RunTask(execution, self._steps.document_of(execution).tasks[0]))
        self._take_all()

    def take_answer(self, run: TaskRun, answer: RecordApiAnswer) -> None:
        """Let the task's action make something of an API's answer, and what follows from it."""
        self._steps.then(TakeAnswer(self._steps.execution_of(run), run, answer))
        self._take_all()

    def ask_again(self, run: TaskRun) -> None:
        """Begin the task's action once more, and what follows from it."""
        self._steps.then(AskAgain(self._steps.execution_of(run), run))
        self._take_all()

    def take_notice(self, run: TaskRun, kind: NotifyType) -> None:
        """Let the task's action make something of what somebody says, and what follows from it."""
        self._steps.then(TakeNotice(self._steps.execution_of(run), run, kind))
        self._take_all()

    def cancel(self, execution: Execution, message: str, *, at_once: bool = False) -> None:
        """End it, with all that it has begun, and what follows from it; `at_once`: whatever its tasks'
        OnCancel says.
        """
        self._steps.then(Cancel(execution, message, at_once))
        self._take_all()

    def choose(
        self, execution: Execution, task: str, *, skip: bool = False, given: Given = NOTHING
    ) -> None:
        """Somebody says which task of an execution in mode Debug is next, and what follows from it."""
        debugging.choose(execution, task, self._steps, skip=skip, given=given)
        self._take_all()

    def fire(self, run: TaskRun, data: dict[str, Any], client_token: str = "", hops: int = 0) -> None:
        """What a trigger waits for has happened: a child execution begins."""
        self._steps.then(Fire(self._steps.execution_of(run), run, data, client_token, hops))
        self._take_all()

    def fire_in_time(self, run: TaskRun, due_at: float) -> None:
        """The same for a moment; the next one is waited for."""
        self._steps.then(FireInTime(self._steps.execution_of(run), run, due_at))
        self._take_all()

    def take_borrowed(self, execution: Execution, answer: RecordBorrowedParameters) -> None:
        """What a task needs of the Parameter Store is known: it begins, and what follows from it."""
        borrowing.take(execution, answer, self._steps)
        self._take_all()

    def time_out(self, run: TaskRun) -> None:
        """A task has had its time: it fails, and what follows from it."""
        self._steps.then(TimeOut(self._steps.execution_of(run), run))
        self._take_all()

    def fail(self, run: TaskRun, problem: str) -> None:
        """A trigger cannot wait any longer."""
        self._steps.then(TakeOutcome(self._steps.execution_of(run), run, Failed(problem)))
        self._take_all()

    def look_ahead(self, run: TaskRun) -> None:
        """Have a trigger that has other properties now wait for what these say, or end."""
        triggers.look_ahead(run, self._steps)
        triggers.stop_if_quiet(self._steps.execution_of(run), self._steps)
        self._take_all()

    def complete(self, execution: Execution, status: str) -> None:
        """Somebody ends an execution in mode Debug; as its tasks say, where no status is given."""
        problem = "" if status in ("", "Success") else f"completed as {status}"
        self._end(execution, problem, cancelled=status == "Cancelled", forgiven=status == "Success")
        self._take_all()

    def _take_all(self) -> None:
        while self._steps.waiting:
            step = self._steps.waiting.popleft()
            if step.execution.over:
                continue
            try:
                self._take(step)
            except (TooMuch, InvalidTemplate) as problem:
                self._give_up(step.execution, str(problem))

    def _take(self, step: Step) -> None:
        match step:
            case RunTask(execution, node, chosen=False) if debugging.is_debugged(execution):
                debugging.wait(execution, node.name, self._steps)
            case RunTask() if borrowing.is_due(step, self._steps):
                borrowing.begin(step, self._steps)
            case RunTask(execution, node) if triggers.passes(execution, node):
                triggers.pass_through(execution, node, self._steps)
            case RunTask(execution, node, given=given):
                self._steps.document_of(execution).task(node.name)  # there may be two of its name
                task_runs.run(execution, node, self._steps, given)
            case TakeAnswer(_, run, answer) if not run.over:
                task_runs.take_answer(run, answer, self._steps)
            case TimeOut(execution, run) if not (run.over or run.failed_and_waits):
                self._time_out(execution, run)
            case AskAgain(_, run) if not run.over:
                task_runs.begin_action(run, self._steps.node_of(run), self._steps)
            case TakeOutcome(_, run, outcome) if not run.over:
                task_runs.act(run, self._steps.node_of(run), outcome, self._steps)
            case ContinueLoop(execution, parent):
                loop_runs.go_on(execution, parent, self._steps)
            case TakeNotice(_, run, kind) if not run.over:
                told_tasks.take_notice(run, kind, self._steps)
            case Cancel(execution, message, at_once):
                self._cancel(execution, message, at_once=at_once)
            case StartListening(_, run, kind) if not run.over:
                triggers.listen(run, self._steps.node_of(run), kind, self._steps)
            case Fire(execution, run, data, token, hops) if execution.listens:
                triggers.fire(run, data, self._steps, token, hops)
            case FireInTime(execution, run, due_at) if execution.listens:
                triggers.fire_in_time(run, due_at, self._steps)
            case StopListening(execution, run) if execution.listens:
                self._stop_listening(execution, run)
            case Follow(execution, node, target):
                self._follow(execution, node, target)

    def _follow(self, execution: Execution, node: TaskNode, target: str) -> None:
        document = self._steps.document_of(execution)
        if len(execution.tasks) >= MOST_RUNS:
            self._end(execution, f"more than {MOST_RUNS} task runs")
            return
        following = None if target == END else document.after(node.name)
        if target not in (END, NEXT):
            following = document.task(target)
        if following is not None:
            self._steps.then(RunTask(execution, following))
        elif debugging.is_debugged(execution):
            debugging.wait(execution, "", self._steps)
        else:
            self._end(execution)

    def _end(self, execution: Execution, problem: str = "", **how: bool) -> None:
        ending.end(execution, problem, self._steps, **how)
        parent_task = execution.started.parent_task_execution_id
        if parent_task:
            run = self._steps.work.state.task(parent_task)
            succeeded = execution.status == "Success"
            outcome = Succeeded(execution.outputs) if succeeded else Failed(execution.status_message)
            self._steps.then(TakeOutcome(self._steps.execution_of(run), run, outcome))
        parent = self._steps.work.state.executions.get(execution.started.parent_execution_id)
        if parent is not None and execution.started.trigger_task_execution_id:
            triggers.stop_if_quiet(parent, self._steps)

    def _time_out(self, execution: Execution, run: TaskRun) -> None:
        """What it has begun is called off, and it fails."""
        node = self._steps.node_of(run)
        message = f"{run.name} has timed out after {node.timeout:g} seconds"
        for task_id in run.children:
            self._call_off_run(execution.tasks[task_id], message, cancelled=True)
        self._call_off_child(run, message, cancelled=True)
        task_runs.forget(run, self._steps)
        task_runs.end(run, node, "Failed", self._steps, message)

    def _stop_listening(self, execution: Execution, run: TaskRun) -> None:
        """Nothing of the template has run in this execution: it is over, and has no outputs."""
        triggers.call_off(execution, self._steps)
        task_runs.record_end(run, "Success", self._steps)
        self._end(execution)

    def _cancel(self, execution: Execution, message: str, *, at_once: bool) -> None:
        """Follow the OnCancel of the task that ran; a second time it ends."""
        ran = next((run for run in execution.top_level() if not run.over), None)
        node = None if ran is None or at_once else self._steps.node_of(ran)
        if node is None or node.on_cancel == END or execution.cancelled:
            self._give_up(execution, message, cancelled=True)
            return
        cancelled = ExecutionCancelled(execution_id=execution.execution_id, message=message)
        self._steps.work.record(cancelled)
        self._call_off(execution, message, cancelled=True)
        self._steps.then(Follow(execution, node, node.on_cancel))

    def _give_up(self, execution: Execution, problem: str, *, cancelled: bool = False) -> None:
        """It cannot go on."""
        self._call_off(execution, problem, cancelled=cancelled)
        self._end(execution, problem, cancelled=cancelled)

    def _call_off(self, execution: Execution, problem: str, *, cancelled: bool) -> None:
        """Nothing of it is left running, nor of the executions below it."""
        self._steps.work.end(borrowing.key(execution))
        for started in triggers.call_off(execution, self._steps):
            self._give_up(started, problem, cancelled=cancelled)
        for run in execution.tasks.values():
            self._call_off_run(run, problem, cancelled=cancelled)

    def _call_off_run(self, run: TaskRun, problem: str, *, cancelled: bool) -> None:
        if not run.over:
            self._call_off_child(run, problem, cancelled=cancelled)
            task_runs.call_off(run, problem, self._steps)

    def _call_off_child(self, run: TaskRun, problem: str, *, cancelled: bool) -> None:
        child = self._steps.work.state.executions.get(run.child_execution_id)
        if child is not None and not child.over:
            self._give_up(child, problem, cancelled=cancelled)
