"""The same call as code: a module for each language, which writes a whole program for a draft."""

from collections.abc import Callable
from dataclasses import dataclass

from scalehook.gateway.console.explorer.draft import Draft
from scalehook.gateway.console.explorer.samples import aliyun, curl, go, java, node, python


@dataclass(frozen=True)
class Language:
    """`install` says what the program needs beside the language itself, where it needs something for a
    call of that style; `highlight` is what its tokens are coloured by.
    """

    title: str
    write: Callable[[Draft, str], str]
    install: Callable[[Draft], str]
    highlight: str


LANGUAGES: dict[str, Language] = {
    "python": Language("Python", python.write, python.install, "python"),
    "node": Language("Node", node.write, node.install, "javascript"),
    "go": Language("Go", go.write, go.install, "go"),
    "java": Language("Java", java.write, java.install, "java"),
    "aliyun": Language("aliyun", aliyun.write, aliyun.install, "bash"),
    "curl": Language("curl", curl.write, curl.install, "bash"),
}
