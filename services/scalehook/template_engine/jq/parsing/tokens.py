"""A program as tokens."""

import json
import re
from dataclasses import dataclass

from scalehook.template_engine.jq.errors import JqError

DEEPEST = 16  # texts in texts
TOKEN = re.compile(
    r"""(?P<space>\s+|\#[^\n]*)
    |(?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)
    |(?P<field>\.[A-Za-z_][A-Za-z0-9_]*)
    |(?P<variable>\$[A-Za-z_][A-Za-z0-9_]*)
    |(?P<format>@[A-Za-z0-9_]+)
    |(?P<name>[A-Za-z_][A-Za-z0-9_]*)
    |(?P<operator>\|=|//=|\+=|-=|\*=|/=|%=|==|!=|<=|>=|//|\.\.|[][{}()|,:;=<>+\-*/%.?])""",
    re.VERBOSE,
)
CHARACTER = re.compile(r'[^"\\]+|(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))+')


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a program; a text has parts: letters, and the tokens of what is put in."""

    kind: str  # the group's name above, `text`, or `end`
    word: str
    parts: "tuple[str | tuple[Token, ...], ...]" = ()


def tokens(program: str) -> tuple[Token, ...]:
    """All of them."""
    found, _ = _tokens(program, 0, 0)
    return found


def _tokens(program: str, at: int, depth: int) -> tuple[tuple[Token, ...], int]:
    """Up to the end, or inside of a text up to the parenthesis that closes what is put in."""
    if depth > DEEPEST:
        raise JqError("texts are nested too deep")
    found: list[Token] = []
    opened = 0
    while at < len(program):
        if program[at] == '"':
            token, at = _text(program, at + 1, depth)
            found.append(token)
            continue
        match = TOKEN.match(program, at)
        if match is None or match.lastgroup is None:
            raise JqError(f"unexpected {program[at]!r}")
        if match[0] == ")" and depth and not opened:
            return (*found, Token("end", "")), match.end()
        opened += (match[0] == "(") - (match[0] == ")")
        if match.lastgroup != "space":
            found.append(Token(match.lastgroup, match[0]))
        at = match.end()
    if depth:
        raise JqError("a text does not end")
    return (*found, Token("end", "")), at


def _text(program: str, at: int, depth: int) -> tuple[Token, int]:
    parts: list[str | tuple[Token, ...]] = []
    while not program.startswith('"', at):
        if program.startswith("\\(", at):
            inner, at = _tokens(program, at + 2, depth + 1)
            parts.append(inner)
            continue
        match = CHARACTER.match(program, at)
        if match is None:
            raise JqError("a text does not end, or escapes what cannot be escaped")
        parts.append(_letters(match[0]))
        at = match.end()
    return Token("text", "", tuple(parts)), at + 1


def _letters(written: str) -> str:
    """Escapes replaced; half of a surrogate pair stands for what cannot be shown."""
    if not written.startswith("\\"):
        return written
    letters: str = json.loads(f'"{written}"')
    return letters.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
