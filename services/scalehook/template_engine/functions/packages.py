"""The function on software packages: which of them fits an instance."""

import re
from typing import Any

from scalehook.template_engine.functions.text import FunctionFailed
from scalehook_contracts.plain import NotPlain, parse_json

ANY = "_any"
BETWEEN_WORDS = re.compile(r"[\s,;=\"']+")


def find_matched_package(arguments: list[Any]) -> Any:
    """[template of the package, what an instance says of itself]: the entry of `Packages` that fits.
    Its levels are chosen by words that the instance says, such as `linux`, `centos`, `7` and `x86_64`;
    `_any` fits all. A version fits its parts: `7` fits `7.9`.
    """
    template, said = arguments
    found = _read(template).get("Packages") if isinstance(_read(template), dict) else None
    words = list(_words(_read(said)))
    while isinstance(found, dict) and found and all(isinstance(each, dict) for each in found.values()):
        found = _chosen(found, words)
    if not isinstance(found, dict) or not found:
        raise FunctionFailed("no package fits the instance")
    return found


def _chosen(choices: dict[str, Any], words: list[str]) -> Any:
    for name, choice in choices.items():
        if any(word == name.lower() or word.startswith(f"{name.lower()}.") for word in words):
            return choice
    return choices.get(ANY)


def _read(value: Any) -> Any:
    """What is JSON is read, other text is not."""
    if not isinstance(value, str):
        return value
    try:
        return parse_json(value)
    except NotPlain:
        return value


def _words(value: Any) -> list[str]:
    """In lower case; of an object its values."""
    if isinstance(value, dict):
        return [word for item in value.values() for word in _words(item)]
    if isinstance(value, list):
        return [word for item in value for word in _words(item)]
    return [word.lower() for word in BETWEEN_WORDS.split(str(value)) if word]
