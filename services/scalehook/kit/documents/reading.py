"""YAML as nodes with places: in bounded time, and nothing that is easily read in two ways."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

import yaml

from scalehook.kit.documents.node import Mapping, Mark, Node, Scalar, Sequence
from scalehook.kit.documents.problems import BadDocument, Problems

LARGEST = 2**20  # bytes
DEEPEST = 20
MOST_ALIASES = 100
MOST_NODES = 100_000  # with what aliases stand for


def read_file(file: Path) -> Node:
    """The file's document; BadDocument when it cannot be read, or is none."""
    try:
        with file.open("rb") as stream:
            raw = stream.read(LARGEST + 1)
        return read(raw.decode(), str(file))
    except OSError as problem:
        raise BadDocument(f"{file}: {problem.strerror}") from problem
    except UnicodeDecodeError as problem:
        line = raw[: problem.start].count(b"\n") + 1
        raise BadDocument(f"{file}:{line}: this is no UTF-8 text") from problem


def read(text: str, name: str = "the document") -> Node:
    """The one document in the text; BadDocument with `name` and the place of what is wrong. An empty one
    is an empty mapping.
    """
    if len(text.encode(errors="replace")) > LARGEST:
        raise BadDocument(f"{name}: longer than {LARGEST} bytes")
    reader = _Reader(name, Problems(name))
    try:
        found = reader.document(yaml.parse(text, yaml.CSafeLoader))
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        told = ", ".join(filter(None, (problem.context, problem.problem)))
        reader.stop(_mark(mark) if mark else Mark(), told)
    except yaml.reader.ReaderError as problem:
        line = text.encode(errors="replace")[: problem.position].count(b"\n") + 1
        reader.stop(Mark(line), problem.reason)
    except UnicodeEncodeError as problem:  # what Python's texts may have, and UTF-8 has not
        line, begin = text.count("\n", 0, problem.start) + 1, text.rfind("\n", 0, problem.start)
        reader.stop(Mark(line, problem.start - begin), "this is half a character")
    reader.problems.raise_any()
    return found


@dataclass
class _Reader:
    """Composes nodes of the parser's events. Equal keys are collected, all else ends it."""

    name: str
    problems: Problems
    anchors: dict[str, tuple[Node, int]] = field(default_factory=dict)  # with all nodes below
    aliases: int = 0
    nodes: int = 0

    def stop(self, mark: Mark, message: str) -> NoReturn:
        self.problems.add(mark, message)
        self.problems.raise_any()
        raise AssertionError("there is a problem")

    def document(self, events: Iterator[Any]) -> Node:
        found: Node | None = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if found is not None:
                    self.stop(_mark(event.start_mark), "there is a second document")
                found = self._node(next(events), events, 1)
        return Mapping(Mark()) if found is None or found == Scalar(found.mark, None) else found

    def _node(self, event: Any, events: Iterator[Any], depth: int) -> Node:
        mark, before = _mark(event.start_mark), self.nodes
        if isinstance(event, yaml.AliasEvent):
            return self._aliased(event, mark)
        if event.tag is not None:
            self.stop(mark, f"tags as {event.tag} are not read")
        if depth > DEEPEST:
            self.stop(mark, f"nested deeper than {DEEPEST}")
        self._count(mark, 1)
        found: Node
        if isinstance(event, yaml.ScalarEvent):
            bare = not event.style
            found = Scalar(mark, event.value if event.value or not bare else None, bare)
        elif isinstance(event, yaml.SequenceStartEvent):
            found = Sequence(mark, list(self._items(events, depth)))
        else:
            found = self._mapping(mark, events, depth)
        if event.anchor is not None:
            self.anchors[event.anchor] = found, self.nodes - before
        return found

    def _aliased(self, event: Any, mark: Mark) -> Node:
        self.aliases += 1
        if event.anchor not in self.anchors:
            self.stop(mark, f"*{event.anchor} stands for nothing, or for itself")
        if self.aliases > MOST_ALIASES:
            self.stop(mark, f"more than {MOST_ALIASES} aliases")
        found, size = self.anchors[event.anchor]
        self._count(mark, size)
        return found

    def _count(self, mark: Mark, nodes: int) -> None:
        self.nodes += nodes
        if self.nodes > MOST_NODES:
            self.stop(mark, f"more than {MOST_NODES} values, with what aliases stand for")

    def _items(self, events: Iterator[Any], depth: int) -> Iterator[Node]:
        for event in events:
            if isinstance(event, yaml.CollectionEndEvent):
                return
            yield self._node(event, events, depth + 1)

    def _mapping(self, mark: Mark, events: Iterator[Any], depth: int) -> Mapping:
        found, parts = Mapping(mark), self._items(events, depth)
        for key in parts:
            value = next(parts)
            if not isinstance(key, Scalar) or key.value is None:
                self.stop(key.mark, "a key is a text")
            if first := found.keys.get(key.value):
                self.problems.add(
                    key.mark, f'"{key.value}" is there twice: it is in line {first.line} already'
                )
                continue
            found.values[key.value], found.keys[key.value] = value, key.mark
        return found


def _mark(mark: Any) -> Mark:
    """PyYAML counts from 0."""
    return Mark(mark.line + 1, mark.column + 1)
