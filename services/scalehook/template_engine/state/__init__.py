"""Everything that the template engine knows, and what events do to it."""

from scalehook.template_engine.state.execution import Execution, TaskRun
from scalehook.template_engine.state.root import State, StoredTemplate

__all__ = ["Execution", "State", "StoredTemplate", "TaskRun"]
