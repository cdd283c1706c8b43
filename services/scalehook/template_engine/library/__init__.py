"""The templates that come with the engine: public ones, and those behind product actions.

`index.json` has what they come to when they are read, so that no start has to read them all: of a file
that is as it says nothing is parsed before it is executed.
"""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from scalehook.kit.logs import Log
from scalehook.template_engine.document import InvalidTemplate, parse
from scalehook_contracts.template_engine.templates import TemplateParameter

FOLDER = Path(__file__).parent
INDEX = FOLDER / "index.json"
VERSION = "v1"
log = Log(__name__)


@cache
def public_templates() -> dict[str, str]:
    """Contents by the template's name."""
    return _templates("public")


@cache
def product_actions() -> dict[str, str]:
    """Contents by the action's name in lower case: `acs::ecs::runcommand`."""
    contents = _templates("product")
    return {_action(name).lower(): text for name, text in contents.items()}


@cache
def product_action_names() -> list[str]:
    """As they are written: `ACS::ECS::RunCommand`."""
    return [_action(name) for name in _templates("product")]


def parameters_of(name: str, text: str) -> list[TemplateParameter] | None:
    """Those of a public template that is as the index says; None of any other."""
    known = _index().get(name)
    if known is None or known["hash"] != digest(text):
        return None
    return [*_parameters(name)]


def digest(text: str) -> str:
    """By which the index knows a file."""
    return hashlib.sha256(text.encode()).hexdigest()


def _action(file_name: str) -> str:
    return file_name.replace("--", "::")


def _templates(folder: str) -> dict[str, str]:
    """A file that is no template is left out: the others are not to be missed for its sake."""
    texts = {path.stem: _text(path) for path in sorted((FOLDER / folder).glob("*.yml"))}
    return {name: text for name, text in texts.items() if text is not None}


def _text(path: Path) -> str | None:
    try:
        text = path.read_text(encoding="utf-8")
        if _index().get(path.stem, {}).get("hash") != digest(text):
            parse(text)
    except (InvalidTemplate, UnicodeDecodeError) as problem:
        log.error("not a template", template_name=path.stem, why=str(problem))
        return None
    return text


@cache
def _parameters(name: str) -> list[TemplateParameter]:
    """Made once, for all stacks of a process."""
    return [TemplateParameter.model_validate(each) for each in _index()[name]["parameters"]]


@cache
def _index() -> dict[str, dict[str, Any]]:
    """By the file's name, without its ending."""
    found: dict[str, dict[str, Any]] = json.loads(INDEX.read_text(encoding="utf-8"))
    return found
