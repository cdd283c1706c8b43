"""What a new project may be called: its name becomes that of a folder, a package and a hook."""

import keyword
import re
from importlib.util import find_spec

NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
SHORTEST, LONGEST = 2, 64  # as the names of hooks are
OF_NODE = {"amqplib"}  # a package cannot be called like one that it needs


class WrongName(ValueError):
    """The text says why a project cannot be called so."""


def check(name: str) -> None:
    """WrongName unless every tool that meets the name takes it."""
    if not NAME.fullmatch(name) or not SHORTEST <= len(name) <= LONGEST:
        raise WrongName(
            f"{name!r} is no name: {SHORTEST} to {LONGEST} small letters and digits, with single "
            "dashes between, and a letter first: drain-workers"
        )


def check_module(name: str) -> None:
    """WrongName when Python could not import it, or would import something else in its place."""
    module = module_of(name)
    if keyword.iskeyword(module) or keyword.issoftkeyword(module):
        raise WrongName(f"{name!r} is a word of Python: choose another")
    if find_spec(module) is not None:
        raise WrongName(f"Python has a module {module!r} already: choose another name")


def check_package(name: str) -> None:
    """WrongName when Node would take it for a package that the project needs."""
    if name in OF_NODE:
        raise WrongName(f"{name!r} is a package that the project needs: choose another name")


def module_of(name: str) -> str:
    """`drain_workers` of `drain-workers`."""
    return name.replace("-", "_")
