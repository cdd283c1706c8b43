"""The whole stack in one process: in-memory bus, SQLite file or memory, one HTTP port."""

from scalehook.embedded.access import Access
from scalehook.embedded.stack import EmbeddedStack
from scalehook.embedded.state_directory import StateDirectory

__all__ = ["Access", "EmbeddedStack", "StateDirectory"]
