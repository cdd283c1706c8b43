"""A scenario file, looked at as a whole: all that is wrong with it, before anything runs."""

import hashlib
import typing
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from scalehook.blueprint.blueprint import Blueprint, blueprint_of
from scalehook.gateway.settings import GatewaySettings
from scalehook.kit.documents import (
    BadDocument,
    Mapping,
    Mark,
    Node,
    Problems,
    Scalar,
    Sequence,
    nearest,
    plain,
    read,
)
from scalehook.simulate.scenario.beside import Beside
from scalehook.simulate.scenario.marks import mark_of
from scalehook.simulate.scenario.naming import check_names
from scalehook.simulate.scenario.overriding import Override, overridden
from scalehook.simulate.scenario.scenario import Scenario
from scalehook.simulate.told import told
from scalehook.wiring.services import NAMES, settings_of

STACK, HIDDEN = "stack", {"values", "trace"}


@dataclass(frozen=True)
class Study:
    """A scenario, its stack as a blueprint; `text` is the file's, `overrides` what differs from it.
    `tables` are the files that it names, as texts.
    """

    file: str
    text: str
    scenario: Scenario
    blueprint: Blueprint
    overrides: tuple[Override, ...] = ()
    tables: dict[str, str] = field(default_factory=dict)

    @property
    def sha(self) -> str:
        """Of the file, and of those that it names."""
        found = hashlib.sha256(self.text.encode())
        for name, text in sorted(self.tables.items()):
            found.update(f"\0{name}\0{text}".encode())
        return found.hexdigest()

    def heartbeat_timeout(self, hook: str) -> float | None:
        """Seconds, of `group/hook`; None where the file leaves it to the default."""
        group, _, name = hook.partition("/")
        children = (
            child for each in self.blueprint.elements if each.name == group for child in each.children
        )
        found = next((each for each in children if each.name == name), None)
        given = found.given.values.get("HeartbeatTimeout") if found else None
        return float(given.value) if isinstance(given, Scalar) and given.value else None

    def with_(self, *overrides: Override) -> "Study":
        """The same with other values."""
        return parse(self.text, self.file, (*self.overrides, *overrides))


def read_scenario(file: Path) -> Study:
    """The file's; BadDocument with all that is wrong."""
    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise BadDocument(f"{file}: {problem}") from problem
    return parse(text, str(file))


def parse(
    text: str, file: str, overrides: tuple[Override, ...] = (), tables: dict[str, str] | None = None
) -> Study:
    """The same of a text that stands in such a file; `tables` where nothing is beside it."""
    root, problems = read(text, file), Problems(file)
    beside = Beside(Path(file).parent, tables)
    if not isinstance(root, Mapping):
        raise BadDocument(f"{file}:1:1: a scenario has keys: stack, load, consumers and so on")
    for override in overrides:
        overridden(root, override, file)
    _check_keys(Scenario, root, problems, "")
    before = len(problems.found)
    scenario = _validated(root, problems, beside)
    blueprint = _blueprint(root, problems, file)
    if scenario is not None and blueprint is not None and len(problems.found) == before:
        check_names(scenario, blueprint, root, problems)
    problems.raise_any()
    assert scenario is not None
    assert blueprint is not None
    return Study(file, text, scenario, blueprint, overrides, beside.read)


def _validated(root: Mapping, problems: Problems, beside: Beside) -> Scenario | None:
    """None where anything is wrong; unknown keys are told by others."""
    before = len(problems.found)
    try:
        found = Scenario.model_validate(plain(root), context={"beside": beside})
    except ValidationError as invalid:
        _add(root, invalid, problems)
        return None
    for name in NAMES:
        try:
            told(settings_of(name), found.settings)
        except ValidationError as invalid:
            _add(root, invalid, problems, "settings")
    return found if len(problems.found) == before else None


def _add(root: Mapping, invalid: ValidationError, problems: Problems, *above: str) -> None:
    for error in invalid.errors(include_url=False, include_context=False, include_input=False):
        if error["type"] == "extra_forbidden":
            continue
        path = (*above, *error["loc"])
        where = ".".join(str(part) for part in path)
        message = error["msg"].removeprefix("Value error, ")
        problems.add(mark_of(root, path), f"{where}: {message}" if where else message)


def _check_keys(model: type[BaseModel], node: Node, problems: Problems, where: str) -> None:
    if not isinstance(node, Mapping):
        return
    known = [name for name in model.model_fields if name not in HIDDEN]
    for key, value in node.values.items():
        if key not in known:
            problems.add(node.keys[key], nearest(key, known, where))
            continue
        inner = f"{where}.{key}" if where else key
        for found, below, name in _models(model.model_fields[key].annotation, value, inner):
            _check_keys(found, below, problems, name)


def _models(annotation: Any, node: Node, where: str) -> Iterator[tuple[type[BaseModel], Node, str]]:
    """The models that a value may be of, with the nodes that they are read from."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation, node, where
        return
    origin, inner = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is dict and isinstance(node, Mapping):
        yield from chain.from_iterable(
            _models(inner[1], each, f"{where}.{key}") for key, each in node.values.items()
        )
    elif origin is list and isinstance(node, Sequence):
        yield from chain.from_iterable(
            _models(inner[0], each, f"{where}.{number}") for number, each in enumerate(node.items)
        )
    elif origin not in (dict, list):
        yield from chain.from_iterable(_models(each, node, where) for each in inner)


def _blueprint(root: Mapping, problems: Problems, file: str) -> Blueprint | None:
    stack = root.values.get(STACK)
    if not isinstance(stack, Mapping):
        return None
    try:
        return blueprint_of(stack, file, _gateway())
    except BadDocument as bad:
        problems.found += _found(bad, file)
        return None


def _found(bad: BadDocument, file: str) -> list[tuple[Mark, str]]:
    lines = [line.removeprefix(f"{file}:").split(":", 2) for line in str(bad).splitlines()]
    return [(Mark(int(line), int(column)), text.strip()) for line, column, text in lines]


def _gateway() -> GatewaySettings:
    """Region and account are the usual ones."""
    found = told(GatewaySettings, {})
    assert isinstance(found, GatewaySettings)
    return found
