"""Consumers of lifecycle hooks in a few lines: a decorator for the work, and the rest is done.

Works against a scalehook stack and against the real cloud. It imports nothing of the stack, and the
extra `consumer` of the package brings what it needs.
"""

from scalehook.consumer.action import LifecycleAction
from scalehook.consumer.consumer import Consumer
from scalehook.consumer.handlers import WrongHandler
from scalehook.consumer.settings import Settings, WrongSettings

__all__ = ["Consumer", "LifecycleAction", "Settings", "WrongHandler", "WrongSettings"]
