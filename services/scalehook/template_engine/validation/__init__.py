"""Whether a text is a template that can run to an end: all that is wrong with it, line by line.

What only this stack lacks, such as an action that is not simulated, is no fault of the template's.
"""

from collections.abc import Iterator
from functools import lru_cache

from pydantic import ValidationError

from scalehook.template_engine.document import Document, InvalidTemplate, misfits, parse, read
from scalehook.template_engine.loop_bodies import ACTION, CONTENT
from scalehook.template_engine.validation.lacking import lacks
from scalehook.template_engine.validation.links import (
    circles,
    duplicates,
    misplaced_triggers,
    rounds,
    unknown_links,
    unmet,
)
from scalehook.template_engine.validation.names import unknown_names
from scalehook.template_engine.validation.places import Places
from scalehook.template_engine.validation.problem import Path, Problem
from scalehook_contracts.errors import oos

__all__ = ["check", "lacking", "problems"]

LINKS = (duplicates, unknown_links, misplaced_triggers, unmet)
MOST = 20  # that are told


def check(text: str) -> Document:
    """The template; the API's error, which says where it is none."""
    found = problems(text)
    if found:
        raise oos.InvalidTemplate(why="; ".join(found[:MOST]))
    return parse(text)


@lru_cache(64)
def problems(text: str) -> tuple[str, ...]:
    """`3:7: there is no task nosuch`, in the order of lines."""
    try:
        found = _problems(text)
    except InvalidTemplate as problem:
        return (str(problem),)  # no YAML: its reader has said where
    return _located(found, text)


def lacking(text: str) -> tuple[str, ...]:
    """What a valid template needs that is not simulated, in the same form."""
    return _located(list(lacks(parse(text), read(text))), text)


def _located(found: list[Problem], text: str) -> tuple[str, ...]:
    places = Places(text) if found else None
    located = sorted({(places.of(problem.path), problem.message) for problem in found if places})
    return tuple(f"{line}:{column}: {message}" for (line, column), message in located)


def _named(path: Path, message: str) -> str:
    """A key that is missing has no place of its own."""
    return f"{path[-1]}: {message}" if path else message


def _problems(text: str) -> list[Problem]:
    raw = read(text)
    try:
        document = Document.model_validate(raw)
    except ValidationError as problem:
        return [Problem(place, _named(place, message)) for place, message in misfits(problem)]
    of_links = [problem for find in LINKS for problem in find(document)]
    of_names = [*unknown_names(document, raw), *_of_bodies(document)]
    if of_links:
        return of_links + of_names
    return [*(list(circles(document)) or rounds(document)), *of_names]


def _of_bodies(document: Document) -> Iterator[Problem]:
    """What is wrong among the tasks of loops."""
    for index, task in enumerate(document.tasks):
        content = task.properties.get(CONTENT) if task.action.lower() == ACTION else None
        for problem in _problems(content) if isinstance(content, str) else ():
            of_tasks = problem.path[:1] == ("Tasks",)
            place = problem.path[1:] if of_tasks else ()
            yield Problem(("Tasks", index, "Properties", "LoopTasks", *place), problem.message)
