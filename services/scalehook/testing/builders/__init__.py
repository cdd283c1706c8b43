"""What every test needs, in one line each: made by a `Cloud`, and showing what the API shows."""

from scalehook.testing.builders.action import Action
from scalehook.testing.builders.activity import Activity
from scalehook.testing.builders.execution import Execution
from scalehook.testing.builders.group import Group
from scalehook.testing.builders.hook import Hook
from scalehook.testing.builders.message import Message
from scalehook.testing.builders.queue import Queue
from scalehook.testing.builders.role import Role
from scalehook.testing.builders.template import Template
from scalehook.testing.builders.topic import Topic

__all__ = [
    "Action", "Activity", "Execution", "Group", "Hook", "Message", "Queue", "Role", "Template",
    "Topic",
]  # fmt: skip
