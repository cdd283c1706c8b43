"""One fault that a test has asked for."""

from dataclasses import dataclass, field
from types import TracebackType
from typing import Any

from scalehook.testing.faults.desk import Desk, FaultGone

UNTIL_OPEN = 8  # attempts, in a minute: longer no port stays closed


@dataclass(eq=False)
class Fault:
    """It is there until it is removed, at the latest at the end of its block; it tells how it stands, or
    how it stood when it was removed.
    """

    desk: Desk = field(repr=False)
    view: dict[str, Any]  # as the stack has shown it last
    removed: bool = False

    @property
    def id(self) -> str:
        """By which the stack knows it."""
        return str(self.view["id"])

    @property
    def kind(self) -> str:
        """Such as `refuse`."""
        return str(self.view["kind"])

    @property
    def fired(self) -> int:
        """How often it has struck."""
        return int(self._look()["fired"])

    @property
    def seen(self) -> int:
        """How often something has come that it fits, struck or not."""
        return int(self._look()["seen"])

    def remove(self) -> None:
        """All goes well again; a second time changes nothing."""
        self._ask("DELETE", UNTIL_OPEN if self._shuts_doors() else 0)
        self.removed = True

    def __enter__(self) -> "Fault":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.remove()

    def _shuts_doors(self) -> bool:
        return self.kind == "refuse_connections" or self.view.get("service") == "gateway"

    def _look(self) -> dict[str, Any]:
        self._ask("GET")
        return self.view

    def _ask(self, method: str, retries: int = 0) -> None:
        """What was seen last stands when it is there no more: a reset removes all faults."""
        if not self.removed:
            try:
                self.view = self.desk.ask(method, self.id, retries=retries)
            except FaultGone:
                self.removed = True
