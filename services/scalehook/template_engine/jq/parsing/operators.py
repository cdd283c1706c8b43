"""Parses what operators hold together, and the words that open a structure."""

from scalehook.template_engine.jq.parsing.terms import TermParser
from scalehook.template_engine.jq.syntax import (
    Alternative,
    Binary,
    Bind,
    Comma,
    Identity,
    If,
    Logic,
    Negate,
    Node,
    Pipe,
    Reduce,
    Try,
    Update,
)

# how strongly an operator binds; of the same ones the left goes first, but for `//` and updates
STRENGTH = {
    "//": 1,
    **dict.fromkeys(("=", "|=", "+=", "-=", "*=", "/=", "%=", "//="), 2),
    "or": 3,
    "and": 4,
    **dict.fromkeys(("==", "!=", "<", "<=", ">", ">="), 5),
    **dict.fromkeys(("+", "-"), 6),
    **dict.fromkeys(("*", "/", "%"), 7),
}


class Parser(TermParser):
    """A whole program."""

    def pipe(self) -> Node:
        """`a, b | c`"""
        stages = [self._comma()]
        while self.accept("|"):
            stages.append(self._comma())
        return stages[0] if len(stages) == 1 else Pipe(tuple(stages))

    def value(self) -> Node:
        """What an object's value may be: no comma."""
        stages = [self._operation(1)]
        while self.accept("|"):
            stages.append(self._operation(1))
        return stages[0] if len(stages) == 1 else Pipe(tuple(stages))

    def keyword(self, word: str) -> Node | None:
        """`if`, `try`, `reduce`."""
        if word == "if":
            return self._if()
        if word == "try":
            body = self.term()
            return Try(body, self.term() if self.accept("catch") else None)
        if word == "reduce":
            return self._reduce()
        return None

    def _comma(self) -> Node:
        items = [self._operation(1)]
        while self.accept(","):
            items.append(self._operation(1))
        return items[0] if len(items) == 1 else Comma(tuple(items))

    def _operation(self, weakest: int) -> Node:
        self.enter()
        left = self._operand()
        while (strength := self._strength()) >= weakest:
            operator = self.take().word
            right = self._operation(strength if strength <= 2 else strength + 1)
            left = _joined(operator, left, right)
        self.leave()
        return left

    def _strength(self) -> int:
        if self.token.kind not in ("operator", "name"):
            return 0
        return STRENGTH.get(self.token.word, 0)

    def _operand(self) -> Node:
        if self.accept("-"):
            return Negate(self._operation(STRENGTH["*"]))
        term = self.term()
        if not self.accept("as"):
            return term
        pattern = self.pattern()
        self.expect("|")
        return Bind(term, pattern, self.pipe())

    def _if(self) -> Node:
        self.enter()
        condition = self.pipe()
        self.expect("then")
        then = self.pipe()
        otherwise: Node = Identity()
        if self.accept("elif"):
            otherwise = self._if()
        elif self.accept("else"):
            otherwise = self.pipe()
            self.expect("end")
        else:
            self.expect("end")
        self.leave()
        return If(condition, then, otherwise)

    def _reduce(self) -> Node:
        source = self.term()
        self.expect("as")
        pattern = self.pattern()
        self.expect("(")
        start = self.pipe()
        self.expect(";")
        update = self.pipe()
        self.expect(")")
        return Reduce(source, pattern, start, update)


def _joined(operator: str, left: Node, right: Node) -> Node:
    if operator == "//":
        return Alternative(left, right)
    if operator in ("and", "or"):
        return Logic(operator, left, right)
    if STRENGTH[operator] == 2:
        return Update(operator, left, right)
    return Binary(operator, left, right)
