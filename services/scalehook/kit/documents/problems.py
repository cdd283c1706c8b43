"""What is wrong with a document: all of it, each with its place."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field

from pydantic import ValidationError

from scalehook.kit.documents.node import Mark, Node, at

FOUND_BY_VALIDATORS = ("Value error, ", "Assertion failed, ")


class BadDocument(ValueError):
    """`cloud.yaml:21:5: unknown key "exceute"; did you mean "execute"?`, a line for each."""


@dataclass
class Problems:
    """Collected while a document is looked at; `name` is its file's."""

    name: str
    found: list[tuple[Mark, str]] = field(default_factory=list)
    _added: set[tuple[Mark, str]] = field(default_factory=set, repr=False)

    def add(self, mark: Mark, message: str) -> None:
        """One more."""
        if (mark, message) not in self._added:  # what an alias repeats is one
            self._added.add((mark, message))
            self.found.append((mark, message))

    def add_all(self, node: Node, invalid: ValidationError) -> None:
        """What pydantic has found in what was made of this node."""
        for error in invalid.errors(include_url=False, include_context=False):
            message = error["msg"]
            for opening in FOUND_BY_VALIDATORS:
                message = message.removeprefix(opening)
            where = ".".join(str(part) for part in error["loc"])
            self.add(at(node, error["loc"]), f"{where}: {message}" if where else message)

    def raise_any(self) -> None:
        """BadDocument with all of them."""
        if self.found:
            raise BadDocument("\n".join(self.lines()))

    def lines(self) -> list[str]:
        """All of them, each with its place, in the order of lines."""
        return [
            f"{self.name}:{mark.line}:{mark.column}: {message}" for mark, message in sorted(self.found)
        ]


def nearest(key: str, known: Iterable[str], where: str = "") -> str:
    """That there is no such key, and the one that may be meant; else all."""
    names = sorted(set(known))
    near = difflib.get_close_matches(key, names, n=1)
    hint = f'did you mean "{near[0]}"?' if near else f"there are {', '.join(names)}"
    return f'unknown key "{key}"{f" under {where}" if where else ""}; {hint}'
