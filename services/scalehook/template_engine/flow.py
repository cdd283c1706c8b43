"""Takes executions from task to task: begin, act on outcomes, loop, follow the links, end."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from scalehook.kit import Work
from scalehook.template_engine import ending, loops, starting
from scalehook.template_engine.actions import (
    CallNeeded,
    ChildNeeded,
    Failed,
    Outcome,
    Succeeded,
    TryAgain,
    action_of,
)
from scalehook.template_engine.document import END, NEXT, Document, TaskNode
from scalehook.template_engine.expressions import ExpressionFailed, Scope, is_true, resolve
from scalehook.template_engine.scopes import scope_of
from scalehook.template_engine.selectors import SelectorFailed, select
from scalehook.template_engine.settings import Settings
from scalehook.template_engine.state import Execution, State, TaskRun
from scalehook.template_engine.state.events.tasks import TaskTried
from scalehook_contracts.errors import ApiError
from scalehook_contracts.template_engine.base import TaskStatus
from scalehook_contracts.template_engine.tasks import (
    CallApi,
    RetryTask,
    TaskExecutionEnded,
    TaskExecutionStarted,
)

MOST_RUNS = 2000  # of tasks in one execution: links may lead in circles


@dataclass
class Flow:
    """The steps that follow from one message, taken one after the other: a template may have any
    number of tasks that end as they begin.
    """

    work: Work[State, Settings]
    _steps: deque[Callable[[], None]] = field(default_factory=deque)

    def begin(self, execution: Execution) -> None:
        """Run the first task, and what follows from it."""
        self._begin(execution)
        self._take_steps()

    def act(self, run: TaskRun, outcome: Outcome) -> None:
        """Do what an action's outcome asks for, and what follows from it."""
        self._act(run, self.node_of(run), outcome)
        self._take_steps()

    def node_of(self, run: TaskRun) -> TaskNode:
        """The task in the template's text."""
        return self._document(self._execution(run)).task(run.name)

    def _take_steps(self) -> None:
        while self._steps:
            self._steps.popleft()()

    # -- one task -------------------------------------------------------------------------------

    def _begin(self, execution: Execution) -> None:
        first = self._document(execution).tasks[0]
        self._steps.append(lambda: self._run(execution, first))

    def _run(self, execution: Execution, node: TaskNode) -> None:
        scope = self._scope(execution)
        try:
            if node.when is not None and not is_true(resolve(node.when, scope)):
                self._end(self._start(execution, node), node, "Skipped")
            elif node.loop is not None:
                items = loops.plan(node.loop, scope).items
                self._continue_loop(self._start(execution, node, loop_items=items), node)
            else:
                self._begin_action(self._start(execution, node, resolve(node.properties, scope)), node)
        except (ExpressionFailed, loops.InvalidLoop) as problem:
            self._end(self._start(execution, node), node, "Failed", str(problem))

    def _start(
        self,
        execution: Execution,
        node: TaskNode,
        properties: dict[str, Any] | None = None,
        **loop: Any,
    ) -> TaskRun:
        task_id = f"{execution.execution_id}.t{10 * (len(execution.tasks) + 1):04}"
        self.work.record(
            TaskExecutionStarted(
                task_execution_id=task_id,
                execution_id=execution.execution_id,
                task_name=node.name,
                task_action=node.action,
                properties=properties or {},
                started_at=self.work.now.timestamp(),
                **loop,
            )
        )
        return execution.tasks[task_id]

    def _begin_action(self, run: TaskRun, node: TaskNode) -> None:
        action = action_of(node.action)
        if action is None:
            self._act(run, node, Failed(f"the action {node.action} is not simulated"))
        else:
            self._act(run, node, action.begin(run, node))

    def _act(self, run: TaskRun, node: TaskNode, outcome: Outcome) -> None:
        match outcome:
            case Succeeded(data):
                self._succeed(run, node, data)
            case Failed(message):
                self._end(run, node, "Failed", message)
            case CallNeeded(service, api, parameters):
                self._call(run, service, api, parameters)
            case TryAgain(seconds):
                self.work.record(TaskTried(task_execution_id=run.task_id, tries=run.tries + 1))
                retry = RetryTask(task_execution_id=run.task_id)
                self.work.schedule_in(f"retry/{run.task_id}", seconds, retry)
            case ChildNeeded(template_name, parameters):
                self._begin_child(run, node, template_name, parameters)

    def _call(self, run: TaskRun, service: str, api: str, parameters: dict[str, Any]) -> None:
        started = self._execution(run).started
        call = CallApi(
            task_execution_id=run.task_id,
            execution_id=run.execution_id,
            ram_role=started.ram_role,
            caller=started.caller,
            service=service,
            api=api,
            parameters=parameters,
        )
        self.work.begin(f"call/{run.task_id}", call)

    def _begin_child(self, run: TaskRun, node: TaskNode, name: str, parameters: dict[str, Any]) -> None:
        try:
            self._begin(starting.start_child(run, name, parameters, self.work))
        except ApiError as refusal:
            self._act(run, node, Failed(f"{refusal.code} message: {refusal.message}"))

    def _succeed(self, run: TaskRun, node: TaskNode, data: Any) -> None:
        try:
            outputs = {
                name: select(output.value_selector, data, output.type)
                for name, output in node.outputs.items()
            }
        except SelectorFailed as problem:
            self._end(run, node, "Failed", str(problem))
        else:
            self._end(run, node, "Success", outputs=outputs)

    def _end(
        self,
        run: TaskRun,
        node: TaskNode,
        status: TaskStatus,
        message: str = "",
        outputs: dict[str, Any] | None = None,
    ) -> None:
        self.work.record(
            TaskExecutionEnded(
                task_execution_id=run.task_id,
                execution_id=run.execution_id,
                status=status,
                status_message=message,
                outputs=outputs or {},
                ended_at=self.work.now.timestamp(),
            )
        )
        execution = self._execution(run)
        if run.parent_id:
            self._steps.append(lambda: self._continue_loop(execution.tasks[run.parent_id], node))
        else:
            target = node.on_error if status == "Failed" else node.on_success
            self._steps.append(lambda: self._follow(execution, node, target))

    # -- loops ----------------------------------------------------------------------------------

    def _continue_loop(self, parent: TaskRun, node: TaskNode) -> None:
        """Begin as many items as may run now; end the loop with the last of them."""
        execution = self._execution(parent)
        if parent.over or node.loop is None:
            return
        loop = loops.plan(node.loop, self._scope(execution))
        while True:
            children = [execution.tasks[task_id] for task_id in parent.children]
            index = loop.next_index(children)
            if index is None:
                break
            self._begin_item(execution, parent, node, index, loop.items[index])
        if all(child.over for child in children):
            status, message, outputs = loop.result(children, node.loop)
            self._end(parent, node, status, message, outputs)

    def _begin_item(
        self, execution: Execution, parent: TaskRun, node: TaskNode, index: int, item: Any
    ) -> None:
        place = {
            "parent_task_execution_id": parent.task_id,
            "loop_item": item,
            "loop_index": index,
        }
        try:
            properties = resolve(node.properties, self._scope(execution, item=item))
        except ExpressionFailed as problem:
            self._end(self._start(execution, node, **place), node, "Failed", str(problem))
        else:
            self._begin_action(self._start(execution, node, properties, **place), node)

    # -- from task to task ----------------------------------------------------------------------

    def _follow(self, execution: Execution, node: TaskNode, target: str) -> None:
        document = self._document(execution)
        if len(execution.tasks) >= MOST_RUNS:
            self._finish(execution, f"more than {MOST_RUNS} task runs")
            return
        following = None if target == END else document.after(node.name)
        if target not in (END, NEXT):
            following = document.task(target)
        if following is None:
            self._finish(execution)
        else:
            self._run(execution, following)

    def _finish(self, execution: Execution, problem: str = "") -> None:
        document = self._document(execution)
        ending.end(execution, document, self._scope(execution, absent=True), problem, self.work)
        if not execution.started.parent_task_execution_id:
            return
        run = self.work.state.task(execution.started.parent_task_execution_id)
        succeeded = execution.status == "Success"
        outcome = Succeeded(execution.outputs) if succeeded else Failed(execution.status_message)
        self._act(run, self.node_of(run), outcome)

    # -- what the steps look at -----------------------------------------------------------------

    def _execution(self, run: TaskRun) -> Execution:
        return self.work.state.executions[run.execution_id]

    def _document(self, execution: Execution) -> Document:
        return starting.document_of(execution, self.work.state)

    def _scope(self, execution: Execution, **more: Any) -> Scope:
        return scope_of(execution, self.work.now, self.work.settings, **more)
