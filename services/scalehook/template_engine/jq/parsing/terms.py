"""Parses terms: what stands between operators."""

import math
from abc import abstractmethod
from dataclasses import replace

from scalehook.template_engine.jq.errors import JqError
from scalehook.template_engine.jq.parsing.structures import StructureParser
from scalehook.template_engine.jq.syntax import (
    Array,
    Call,
    Identity,
    Index,
    Iterate,
    Literal,
    Node,
    Slice,
    Text,
    Try,
    Variable,
)

NOT_SIMULATED = {"def", "label", "foreach", "import", "include"}
RESERVED = {"then", "elif", "else", "end", "as", "and", "or", "catch"}
CONSTANTS = {"null": None, "true": True, "false": False}


class TermParser(StructureParser):
    """`.a[0]?.b[]`, numbers, calls, brackets."""

    @abstractmethod
    def keyword(self, word: str) -> Node | None:
        """`if`, `try`, `reduce`: their parts; None for any other word."""

    def term(self) -> Node:
        """A term with all that is hung on it: `.a[0]?.b[]`."""
        self.enter()
        node = self._hung_on(self._bare_term())
        self.leave()
        return node

    def _hung_on(self, node: Node) -> Node:
        while True:
            if self.token.kind == "field":
                node = Index(node, Text((self.take().word[1:],)))
            elif self.accept("?"):
                node = _made_optional(node)
            elif self.accept("["):
                node = self._bracket(node)
            elif self.token.word == "." and self.is_followed_by("text", ""):
                self.take()
                node = Index(node, self.text(self.take()))
            elif self.token.word == "." and self.is_followed_by("operator", "["):
                self.take()
            else:
                return node

    def _bare_term(self) -> Node:
        token = self.take()
        match token.kind:
            case "field":
                return Index(Identity(), Text((token.word[1:],)))
            case "number":
                return Literal(_number(token.word))
            case "text":
                return self.text(token)
            case "variable":
                return Variable(token.word)
            case "format":
                return self.formatted(token)
            case "name":
                return self._named(token.word)
        return self._bracketed(token.word)

    def _bracketed(self, word: str) -> Node:
        if word == ".":
            if self.token.kind == "text":
                return Index(Identity(), self.text(self.take()))
            return Identity()
        if word == "..":
            return Call("recurse")
        if word == "(":
            return self.inside(")")
        if word == "[":
            return Array(None) if self.accept("]") else Array(self.inside("]"))
        if word == "{":
            return self.object()
        raise JqError(f"unexpected {word}")

    def _bracket(self, target: Node) -> Node:
        if self.accept("]"):
            return Iterate(target)
        low: Node = Literal(None) if self.token.word == ":" else self.pipe()
        if self.accept("]"):
            return Index(target, low)
        self.expect(":")
        high: Node = Literal(None) if self.token.word == "]" else self.pipe()
        self.expect("]")
        return Slice(target, low, high)

    def _named(self, word: str) -> Node:
        if word in RESERVED:
            raise JqError(f"unexpected {word}")
        if word in NOT_SIMULATED:
            raise JqError(f"{word} is not simulated")
        if word in CONSTANTS:
            return Literal(CONSTANTS[word])
        node = self.keyword(word)
        if node is not None:
            return node
        arguments: list[Node] = []
        if self.accept("("):
            arguments.append(self.pipe())
            while self.accept(";"):
                arguments.append(self.pipe())
            self.expect(")")
        return Call(word, tuple(arguments))


def _made_optional(node: Node) -> Node:
    """`.a.b?`: only the last step may fail."""
    if isinstance(node, Index | Slice | Iterate) and not node.optional:
        return replace(node, optional=True)
    return Try(node)


def _number(word: str) -> int | float:
    number = float(word)
    if not math.isfinite(number):
        raise JqError("a number is too large")
    return int(word) if word.isdecimal() and len(word) < 19 else number
