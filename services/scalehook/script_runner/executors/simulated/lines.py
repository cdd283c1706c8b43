"""A script as a series of commands: as far as that can be told without a shell."""

import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

SILENCED = (["2", ">&", "1"], [">", "/dev/null"], ["&>", "/dev/null"], ["2", ">", "/dev/null"])
JOINTS = (";", "&&", "||")
UNIT_FOLDERS = ("/etc/systemd/system/", "/usr/lib/systemd/system/", "/lib/systemd/system/")
INIT_SCRIPTS = "/etc/init.d"
NEEDS_A_SHELL = set("$`{}\\")  # patterns match nothing: there are no files
MARKS = set("();<>|&")


@dataclass(frozen=True)
class Command:
    """Its words; none where it needs a shell to understand it. `joint` is what stands before it."""

    words: tuple[str, ...]
    joint: str = ";"


def commands(script: str) -> Iterator[Command]:
    """Those of a script, without the texts that it writes to files (`<<EOF`)."""
    until = ""
    for line in script.splitlines():
        if until:
            until = "" if line.strip() == until else until
            continue
        tokens = _tokens(line)
        until = _here_document(tokens)
        yield from _split(tokens)


def written_units(script: str) -> set[str]:
    """The units whose files a script seems to write."""
    found = set()
    for line in script.splitlines():
        for before, word in pairwise(_tokens(line)):
            folder, _, unit = word.rpartition("/")
            if before not in (">", ">>", "tee"):
                continue
            if (unit and folder == INIT_SCRIPTS) or (f"{folder}/" in UNIT_FOLDERS and "." in unit):
                found.add(unit)
    return found


def _tokens(line: str) -> list[str]:
    try:
        lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
        lexer.whitespace_split = True
        return list(lexer)
    except ValueError:  # a quotation that goes on in the next line
        return ["("]


def _here_document(tokens: list[str]) -> str:
    for mark, word in pairwise(tokens):
        if mark == "<<":
            return word.removeprefix("-")
    return ""


def _split(tokens: list[str]) -> Iterator[Command]:
    joint, words = ";", list[str]()
    for token in [*tokens, ";"]:
        if token not in JOINTS:
            words.append(token)
            continue
        if words:
            yield Command(_plain(words), joint)
        joint, words = token, []


def _plain(words: list[str]) -> tuple[str, ...]:
    for silenced in SILENCED:
        for at in range(len(words) - len(silenced), 0, -1):
            if words[at : at + len(silenced)] == silenced:
                del words[at : at + len(silenced)]
    unclear = any(NEEDS_A_SHELL & set(word) or set(word) <= MARKS for word in words if word)
    return () if unclear else tuple(words)
