"""A project as it is written: templates with the project's name in place of their own."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from scalehook.new import names


class Language(StrEnum):
    """What a project is written in."""

    PYTHON = "python"
    NODE = "node"


class Source(StrEnum):
    """Where its notifications come from: a queue, pushes of a topic, the stack's events."""

    MNS = "mns"
    PUSH = "push"
    RABBIT = "rabbit"


CHECKS: dict[Language, Callable[[str], None]] = {
    Language.PYTHON: names.check_module,
    Language.NODE: names.check_package,
}
EVERY_SOURCE = "all"
TEMPLATE = ".template"  # behind the name of each, which no tool takes for what it is not yet
DOT = "dot-"  # before the names of those that begin with a dot, and would count here
NAME, MODULE = "project-name", "project_name"  # as templates have them, also in names of files


@dataclass(frozen=True)
class Project:
    """A consumer that reads from one source. WrongName when it cannot be called so."""

    name: str
    language: Language
    source: Source

    def __post_init__(self) -> None:
        names.check(self.name)
        CHECKS[self.language](self.name)

    def write(self, parent: Path) -> Path:
        """A folder of the project's name, all of it or nothing; FileExistsError when one is there."""
        folder = parent / self.name
        if folder.exists() or folder.is_symlink():
            raise FileExistsError(f"{folder} is there already")
        making = Path(tempfile.mkdtemp(prefix=f".{self.name}-", dir=parent))
        try:
            for name, text in self.files().items():
                (making / name).write_text(text, encoding="utf-8")
            making.chmod(0o755)
            making.rename(folder)
        except BaseException:
            shutil.rmtree(making, ignore_errors=True)
            raise
        return folder

    def files(self) -> dict[str, str]:
        """The text of each, by name."""
        return {
            self._filled(_written(file.name)): self._filled(file.read_text("utf-8"))
            for file in sorted(self._templates(), key=lambda file: file.name)
        }

    def _templates(self) -> Iterator[Traversable]:
        folder = files("scalehook.new") / "templates" / self.language
        for part in (EVERY_SOURCE, self.source):
            yield from (folder / part).iterdir()

    def _filled(self, text: str) -> str:
        return text.replace(NAME, self.name).replace(MODULE, names.module_of(self.name))


def _written(name: str) -> str:
    """What a template's file is called in a project."""
    name = name.removesuffix(TEMPLATE)
    return f".{name.removeprefix(DOT)}" if name.startswith(DOT) else name
