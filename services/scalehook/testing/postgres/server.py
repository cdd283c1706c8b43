"""What a test may ask of a PostgreSQL server."""

from abc import ABC, abstractmethod
from typing import Protocol

USER, PASSWORD = "scalehook", "scalehook"


class Server(Protocol):
    """A running server."""

    @property
    def administration(self) -> str:
        """The address of the database from which others are made."""

    def url(self, database: str) -> str:
        """The address of one of its databases."""

    def restart(self) -> None:
        """Stop it and start it again. NoServer where it is somebody else's."""


class OwnServer(ABC):
    """A server that this test run has started."""

    @property
    def administration(self) -> str:
        """The database that every server has."""
        return self.url("postgres")

    @abstractmethod
    def url(self, database: str) -> str:
        """The address of one of its databases."""
