"""Everything that the template engine knows, and what events do to it."""

from scalehook.template_engine.state.archive import Archive
from scalehook.template_engine.state.executions import Execution
from scalehook.template_engine.state.parameters import ParameterVersion, StoredParameter
from scalehook.template_engine.state.root import State
from scalehook.template_engine.state.tasks import TaskRun
from scalehook.template_engine.state.templates import StoredTemplate, StoredVersion
from scalehook.template_engine.state.triggers import Trigger

__all__ = [
    "Archive", "Execution", "ParameterVersion", "State", "StoredParameter", "StoredTemplate",
    "StoredVersion", "TaskRun", "Trigger",
]  # fmt: skip
