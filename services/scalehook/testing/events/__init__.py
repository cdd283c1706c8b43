"""Waiting for what happens, instead of sleeping: `cloud.events`."""

from scalehook.testing.events.events import Events
from scalehook.testing.events.failure import NotAsExpected

__all__ = ["Events", "NotAsExpected"]
