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
    """Contents by the template's name. A file that is no template is left out: the others are not to
    be missed for its sake.
    """
    texts = {path.stem: path.read_text() for path in sorted((FOLDER / "public").glob("*.yml"))}
    return {name: text for name, text in texts.items() if _is_template(name, text)}


@cache
def product_actions() -> dict[str, str]:
    """Contents by the action's name in lower case: `acs::ecs::runcommand`."""
    return {
        path.stem.replace("--", "::").lower(): path.read_text()
        for path in (FOLDER / "product").glob("*.yml")
    }


def _is_template(name: str, text: str) -> bool:
    try:
        parse(text)
    except InvalidTemplate as problem:
        log.error("not a template", template_name=name, why=str(problem))
        return False
    return True
