"""The templates that come with the engine: public ones, and those behind product actions."""

from functools import cache
from pathlib import Path

from scalehook.kit.logs import Log
from scalehook.template_engine.document import InvalidTemplate, parse

FOLDER = Path(__file__).parent
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


def _action(file_name: str) -> str:
    return file_name.replace("--", "::")


def _templates(folder: str) -> dict[str, str]:
    """A file that is no template is left out: the others are not to be missed for its sake."""
    texts = {path.stem: _text(path) for path in sorted((FOLDER / folder).glob("*.yml"))}
    return {name: text for name, text in texts.items() if text is not None}


def _text(path: Path) -> str | None:
    try:
        text = path.read_text(encoding="utf-8")
        parse(text)
    except (InvalidTemplate, UnicodeDecodeError) as problem:
        log.error("not a template", template_name=path.stem, why=str(problem))
        return None
    return text
