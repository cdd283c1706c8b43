"""Where a parser stands in its tokens, and how deep."""

from typing import NoReturn

from scalehook.template_engine.jq.errors import JqError
from scalehook.template_engine.jq.parsing.tokens import Token

DEEPEST = 120  # terms and operations in each other


class Cursor:
    """One token after the other."""

    def __init__(self, tokens: tuple[Token, ...], depth: int = 0) -> None:
        self._tokens = tokens
        self._at = 0
        self.depth = depth

    @property
    def token(self) -> Token:
        """The next one."""
        return self._tokens[self._at]

    def take(self) -> Token:
        """The next one, which is done with."""
        token = self.token
        if token.kind == "end":
            raise JqError("unexpected end")
        self._at += 1
        return token

    def accept(self, *words: str) -> str:
        """The next word if it is one of these, else nothing."""
        if self.token.kind in ("operator", "name") and self.token.word in words:
            return self.take().word
        return ""

    def expect(self, word: str) -> None:
        """The next word must be this one."""
        if not self.accept(word):
            self.unexpected(f", {word} should be here")

    def enter(self) -> None:
        """One level deeper; JqError when that is too deep."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise JqError("nested too deep")

    def leave(self) -> None:
        """Back again."""
        self.depth -= 1

    def unexpected(self, why: str = "") -> NoReturn:
        """The next word cannot stand here."""
        raise JqError(f"unexpected {self.token.word or self.token.kind}{why}")

    def is_followed_by(self, kind: str, word: str) -> bool:
        """Whether the token after the next one is of this kind and reads so."""
        after = self._tokens[self._at + 1 : self._at + 2]
        return bool(after) and (after[0].kind, after[0].word) == (kind, word)
