"""A program taken apart. Every node is a filter: one value in, any number out."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Identity:
    """`.`"""


@dataclass(frozen=True, slots=True)
class Literal:
    """A number or a constant."""

    value: Any


@dataclass(frozen=True, slots=True)
class Text:
    r"""A text with `\(…)` in it; `style` is the `@format` before it."""

    parts: "tuple[str | Node, ...]"
    style: str = "@text"


@dataclass(frozen=True, slots=True)
class Index:
    """`.name`, `[key]`; where it is optional, a `?` follows: what has no such place gives nothing."""

    target: "Node"
    key: "Node"
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Slice:
    """`[low:high]`"""

    target: "Node"
    low: "Node"
    high: "Node"
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Iterate:
    """`[]`"""

    target: "Node"
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Array:
    """`[…]`: everything that the body finds."""

    body: "Node | None"


@dataclass(frozen=True, slots=True)
class Object:
    """`{key: value}`"""

    entries: "tuple[tuple[Node, Node], ...]"


@dataclass(frozen=True, slots=True)
class Negate:
    """`-x`"""

    body: "Node"


@dataclass(frozen=True, slots=True)
class Binary:
    """Arithmetic and comparisons."""

    operator: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Logic:
    """`and`, `or`"""

    operator: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Alternative:
    """`//`"""

    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Comma:
    """One after the other, on the same input."""

    items: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Pipe:
    """Each on what the one before finds."""

    stages: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class ListPattern:
    """`[$a, $b]`"""

    items: "tuple[Pattern, ...]"


@dataclass(frozen=True, slots=True)
class ObjectPattern:
    """`{a: $x, $b}`"""

    entries: "tuple[tuple[Node, Pattern], ...]"


@dataclass(frozen=True, slots=True)
class Bind:
    """`source as pattern | body`"""

    source: "Node"
    pattern: "Pattern"
    body: "Node"


@dataclass(frozen=True, slots=True)
class Reduce:
    """`reduce source as pattern (start; update)`"""

    source: "Node"
    pattern: "Pattern"
    start: "Node"
    update: "Node"


@dataclass(frozen=True, slots=True)
class If:
    """`if … then … else … end`"""

    condition: "Node"
    then: "Node"
    otherwise: "Node"


@dataclass(frozen=True, slots=True)
class Try:
    """`try … catch …`, and `(…)?`"""

    body: "Node"
    handler: "Node | None" = None


@dataclass(frozen=True, slots=True)
class Variable:
    """`$name`"""

    name: str


@dataclass(frozen=True, slots=True)
class Call:
    """A function, or an `@format` that stands alone."""

    name: str
    arguments: "tuple[Node, ...]" = ()


@dataclass(frozen=True, slots=True)
class Update:
    """`=`, `|=`, `+=` and so on."""

    operator: str
    target: "Node"
    value: "Node"


Node = (
    Identity | Literal | Text | Index | Slice | Iterate | Array | Object | Negate | Binary | Logic
    | Alternative | Comma | Pipe | Bind | Reduce | If | Try | Variable | Call | Update
)  # fmt: skip
Pattern = str | ListPattern | ObjectPattern
