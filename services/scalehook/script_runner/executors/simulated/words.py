"""The words of a command line."""

import shlex
from collections.abc import Iterable
from dataclasses import dataclass, field

SHELL_SYNTAX = set("$`;|&<>(){}*?!\\")


class NoName(Exception):
    """A package or unit cannot be called so."""


@dataclass
class Words:
    """A verb and the names that it is about; options are left out."""

    verb: str = ""
    names: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, words: Iterable[str], suffix: str = "") -> "Words":
        """Sorted out; a suffix of names is taken off. Raises NoName."""
        found = cls()
        for word in words:
            if word.startswith("-"):
                continue
            if found.verb:
                found.names.append(_name(word.removesuffix(suffix)))
            else:
                found.verb = word
        return found


def plain_words(line: str) -> list[str]:
    """The words of a line of a script; none where it needs a shell to understand it."""
    if SHELL_SYNTAX & set(line):
        return []
    try:
        return shlex.split(line, comments=True)
    except ValueError:
        return []


def _name(word: str) -> str:
    if not word or word.startswith(".") or "/" in word or not word.isprintable() or " " in word:
        raise NoName(f"Invalid name: '{word}'")
    return word
