"""CloudOps Orchestration Service (OOS): templates, executions, task executions."""

from scalehook_contracts.template_engine.base import (
    ExecutionStatus,
    SortOrder,
    TaskStatus,
)
from scalehook_contracts.template_engine.events import (
    ExecutionEnded,
    ExecutionStarted,
    TaskExecutionEnded,
    TaskExecutionStarted,
    TemplateRegistered,
)
from scalehook_contracts.template_engine.executions import (
    CurrentTask,
    ExecutionFields,
    ExecutionList,
    ExecutionView,
    ListedExecution,
    ListExecutions,
    StartedExecution,
    StartExecution,
)
from scalehook_contracts.template_engine.internal import (
    CallApi,
    RecordApiAnswer,
    RegisterPublicTemplates,
    RetryTask,
)
from scalehook_contracts.template_engine.tasks import (
    ListTaskExecutions,
    TaskExecutionList,
    TaskExecutionView,
)
from scalehook_contracts.template_engine.templates import (
    GetTemplate,
    TemplateParameter,
    TemplateText,
    TemplateView,
)

__all__ = [
    "CallApi",
    "CurrentTask",
    "ExecutionEnded",
    "ExecutionFields",
    "ExecutionList",
    "ExecutionStarted",
    "ExecutionStatus",
    "ExecutionView",
    "GetTemplate",
    "ListExecutions",
    "ListTaskExecutions",
    "ListedExecution",
    "RecordApiAnswer",
    "RegisterPublicTemplates",
    "RetryTask",
    "SortOrder",
    "StartExecution",
    "StartedExecution",
    "TaskExecutionEnded",
    "TaskExecutionList",
    "TaskExecutionStarted",
    "TaskExecutionView",
    "TaskStatus",
    "TemplateParameter",
    "TemplateRegistered",
    "TemplateText",
    "TemplateView",
]
