"""An init file that was read."""

from dataclasses import dataclass
from pathlib import Path

from scalehook.blueprint.checking import Checker
from scalehook.blueprint.element import Element
from scalehook.blueprint.kinds import KINDS
from scalehook.gateway.settings import GatewaySettings
from scalehook.kit.documents import Mapping, Node, Problems, nearest, plain, read, read_file

FORMAT, VERSION_KEY = "init/1", "scalehook"


@dataclass(frozen=True)
class Blueprint:
    """What is to be made, in this order."""

    name: str
    elements: list[Element]


def read_blueprint(file: Path | str, gateway: GatewaySettings, text: str | None = None) -> Blueprint:
    """The file's (or the text's, under this name), for a stack of this region and account. BadDocument
    tells all that is wrong with it, each with its line and column.
    """
    name = str(file)
    return blueprint_of(read_file(Path(file)) if text is None else read(text, name), name, gateway)


def blueprint_of(root: Node, name: str, gateway: GatewaySettings) -> Blueprint:
    """The same of what was read already: a whole file, or a part of one."""
    problems = Problems(name)
    checker = Checker(problems, gateway)
    elements: list[Element] = []
    if isinstance(root, Mapping):
        _check_keys(root, problems)
        for kind in KINDS:
            if kind.section in root.values:
                elements += checker.section(kind, root.values[kind.section])
        checker.receivers(elements)
    else:
        problems.add(root.mark, "an init file has sections: queues, groups and so on")
    problems.raise_any()
    return Blueprint(name, elements)


def _check_keys(root: Mapping, problems: Problems) -> None:
    known = [VERSION_KEY, *(kind.section for kind in KINDS)]
    for key, mark in root.keys.items():
        if key not in known:
            problems.add(mark, nearest(key, known))
    version = root.values.get(VERSION_KEY)
    if version is not None and plain(version) != FORMAT:
        problems.add(version.mark, f"this program reads {VERSION_KEY}: {FORMAT}")
