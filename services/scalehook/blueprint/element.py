"""One thing that a file asks for."""

from dataclasses import dataclass, field

from scalehook.blueprint.kinds import Kind
from scalehook.kit.documents import Mapping, Mark


@dataclass
class Element:
    """`given` has its parameters by their documented names, each with its place."""

    kind: Kind
    name: str
    given: Mapping
    children: "list[Element]" = field(default_factory=list)
    policies: list[tuple[Mark, str]] = field(default_factory=list)
    enabled: bool | None = None  # None: not said

    def __str__(self) -> str:
        return f'{self.kind.noun} "{self.name}"'
