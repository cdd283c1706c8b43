"""Parses texts, objects, patterns, and what stands in brackets."""

from abc import ABC, abstractmethod

from scalehook.template_engine.jq.errors import JqError
from scalehook.template_engine.jq.parsing.cursor import Cursor
from scalehook.template_engine.jq.parsing.tokens import Token
from scalehook.template_engine.jq.syntax import (
    Call,
    Identity,
    Index,
    ListPattern,
    Node,
    Object,
    ObjectPattern,
    Pattern,
    Text,
    Variable,
)


class StructureParser(Cursor, ABC):
    """Its parts are programs themselves: those are parsed by what is derived from it."""

    @abstractmethod
    def pipe(self) -> Node:
        """Everything up to a closing bracket or the end."""

    @abstractmethod
    def value(self) -> Node:
        """The same without commas."""

    def text(self, token: Token, style: str = "@text") -> Text:
        r"""A text, and what is put in with `\(…)`."""
        parts = tuple(
            part if isinstance(part, str) else type(self)(part, self.depth + 1).whole()
            for part in token.parts
        )
        return Text(parts, style)

    def formatted(self, token: Token) -> Node:
        """`@json`, with a text or alone."""
        return self.text(self.take(), token.word) if self.token.kind == "text" else Call(token.word)

    def whole(self) -> Node:
        """All of it."""
        node = self.pipe()
        if self.token.kind != "end":
            self.unexpected()
        return node

    def inside(self, closing: str) -> Node:
        """Up to the closing bracket."""
        node = self.pipe()
        self.expect(closing)
        return node

    def object(self) -> Object:
        """`{…}`, the first bracket taken."""
        entries: list[tuple[Node, Node]] = []
        while not self.accept("}"):
            entries.append(self._entry())
            if not self.accept(","):
                self.expect("}")
                break
        return Object(tuple(entries))

    def _entry(self) -> tuple[Node, Node]:
        if self.token.kind == "variable":
            name = self.take().word
            return Text((name[1:],)), Variable(name)
        key, may_stand_alone = self._key()
        if self.accept(":"):
            return key, self.value()
        if not may_stand_alone:
            self.unexpected()
        return key, Index(Identity(), key)

    def _key(self) -> tuple[Node, bool]:
        token = self.take()
        if token.kind == "name":
            return Text((token.word,)), True
        if token.kind == "text":
            return self.text(token), True
        if token.kind == "format":
            return self.formatted(token), True
        if token.word == "(":
            return self.inside(")"), False
        raise JqError(f"unexpected {token.word} as a key")

    def pattern(self) -> Pattern:
        """`$x`, `[$a, $b]`, `{a: $x, $b}`"""
        if self.token.kind == "variable":
            return self.take().word
        if self.accept("["):
            items = [self.pattern()]
            while self.accept(","):
                items.append(self.pattern())
            self.expect("]")
            return ListPattern(tuple(items))
        self.expect("{")
        entries = [self._pattern_entry()]
        while self.accept(","):
            entries.append(self._pattern_entry())
        self.expect("}")
        return ObjectPattern(tuple(entries))

    def _pattern_entry(self) -> tuple[Node, Pattern]:
        if self.token.kind == "variable":
            name = self.take().word
            return Text((name[1:],)), name
        key, _ = self._key()
        self.expect(":")
        return key, self.pattern()
