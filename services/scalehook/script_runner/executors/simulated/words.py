"""The words of a command line, sorted as the guest's stand-ins sort them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

Said = tuple[list[str], int]  # lines, and the exit code


class NoName(Exception):
    """A package or unit cannot be called so."""


@dataclass
class Words:
    """A verb, what it is about, and options; those with a value have eaten it."""

    verb: str = ""
    rest: list[str] = field(default_factory=list)
    options: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, words: Iterable[str], valued: Iterable[str] = (), verb: str = "") -> "Words":
        """Sorted out; the verb is the first word that is no option, if it is not known already."""
        found, known, before = cls(verb), set(valued), ""
        for word in words:
            if before:
                found.options.append(f"{before}={word}")
                before = ""
            elif word.startswith("-"):
                before = word if word in known else ""
                found.options += [] if before else [word]
            elif found.verb:
                found.rest.append(word)
            else:
                found.verb = word
        return found

    def has(self, *options: str) -> bool:
        """Whether one of them is there, alone or with a value."""
        return any(option.split("=")[0] in options for option in self.options)

    def values(self, *options: str) -> list[str]:
        """The values that they have."""
        pairs = [option.partition("=") for option in self.options]
        return [value for option, _, value in pairs if option in options and value]


def name(word: str) -> str:
    """The word, if a package, unit or user can be called so. Raises NoName."""
    if not word or word.startswith(".") or "/" in word or not word.isprintable() or " " in word:
        raise NoName(f"Invalid name: '{word}'")
    return word
