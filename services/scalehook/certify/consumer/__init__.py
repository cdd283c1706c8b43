"""The consumer under test: how it is started, seen and ended. One file for each way to run it."""

from scalehook.certify.consumer.attached import Attached
from scalehook.certify.consumer.base import Consumer, Ending, Unusable
from scalehook.certify.consumer.command import Command
from scalehook.certify.consumer.container import Container

__all__ = ["Attached", "Command", "Consumer", "Container", "Ending", "Unusable"]
