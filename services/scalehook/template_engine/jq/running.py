"""What filters and functions may ask of the evaluation that they are part of."""

from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from scalehook.template_engine.allowance import Allowance
from scalehook.template_engine.jq.syntax import Node
from scalehook.template_engine.jq.values import Path

Found = tuple[Any, Path | None]  # a value, and where it lies in the input


Names = Mapping[str, Any]  # what `as` has bound: `$name` and its value


class Running(Protocol):
    """An evaluation that is under way."""

    @property
    def allowance(self) -> Allowance:
        """What may still be spent."""

    @property
    def names(self) -> Names:
        """The names that are bound here."""

    def naming(self, names: Names) -> "Running":
        """The same evaluation where these names are bound."""

    def found(self, node: Node, value: Any, path: Path | None = None) -> Iterator[Found]:
        """Everything that the filter finds; with paths when it is given one to begin with."""

    def values(self, node: Node, value: Any) -> Iterator[Any]:
        """The same without paths."""

    def made(self, value: Any) -> Any:
        """The value, which was not there before, paid for."""
