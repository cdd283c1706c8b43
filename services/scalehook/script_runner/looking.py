"""When instances are looked at: from the first call on that needs some."""

from scalehook.kit import Deferred, Work
from scalehook.kit.catching_up import catch_up
from scalehook.script_runner.settings import Settings
from scalehook.script_runner.state import State
from scalehook.script_runner.state.events.instances import KnowledgeGained
from scalehook_contracts.base import Message
from scalehook_contracts.fleet.reports import ReportInstances
from scalehook_contracts.script_runner.agents import DescribeCloudAssistantStatus
from scalehook_contracts.script_runner.commands import RunCommand
from scalehook_contracts.script_runner.files import SendFile
from scalehook_contracts.script_runner.invoking import InvokeCommand

READER = "script_runner"
NEEDY = (RunCommand, InvokeCommand, SendFile, DescribeCloudAssistantStatus)


def look(message: Message, work: Work[State, Settings]) -> Deferred | None:
    """What is kept, and what has run, is told without."""
    if work.state.knowledge == "all" or not isinstance(message, NEEDY):
        return None
    return catch_up(ReportInstances(reader=READER), KnowledgeGained, work)
