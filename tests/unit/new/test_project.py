"""New projects: what they may be called, and that they are written whole or not at all."""

from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from scalehook.cli import app
from scalehook.new import Language, Project, Source, WrongName

KINDS = list(product(Language, Source))


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that commands run in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def new(*arguments: str) -> Any:
    return CliRunner().invoke(app, ["new", "consumer", *arguments])


@pytest.mark.parametrize(("language", "source"), KINDS)
def test_each_kind_is_written(here: Path, language: Language, source: Source) -> None:
    """All that a project needs is there, under its own name, and nothing of the templates is left."""
    done = new("drain-workers", "--language", language, "--source", source)
    assert done.exit_code == 0, done.output
    written = {file.name: file.read_text() for file in (here / "drain-workers").iterdir()}
    assert {"Dockerfile", "README.md", "compose.yaml", ".gitignore"} <= written.keys()
    assert {"pyproject.toml", "package.json"} & written.keys()
    assert "scalehook certify" in written["README.md"]
    assert yaml.safe_load(written["certify.yaml"])["source"] == source
    assert [name for name in written if "template" in name or "project" in name] == [
        "pyproject.toml"
    ] * (language == "python")
    assert not any("project-name" in text or "project_name" in text for text in written.values())
    assert "drain-workers" in yaml.safe_load(written["compose.yaml"])["services"]
    assert [path.name for path in here.iterdir()] == ["drain-workers"]


NO_NAMES = [
    "", "a", "Drain", "drain_workers", "-drain", "drain-", "drain--workers", "../drain", "dräin",
    "drain workers", "1drain", "drain\n", "d" * 65, "/tmp/drain", "--", ".drain",
]  # fmt: skip


@pytest.mark.parametrize("name", NO_NAMES)
def test_what_is_no_name(here: Path, name: str) -> None:
    """Is refused by every language, before anything is written."""
    for language in Language:
        with pytest.raises(WrongName, match="is no name"):
            Project(name, language, Source.MNS)
    assert new("--", name).exit_code == 2
    assert list(here.iterdir()) == []


@pytest.mark.parametrize("name", ["class", "match", "json", "asyncio", "httpx", "scalehook", "pytest"])
def test_names_that_python_has_already(here: Path, name: str) -> None:
    """A module of that name could not be imported, or would stand in for another; Node does not mind."""
    done = new(name)
    assert (done.exit_code, list(here.iterdir())) == (2, [])
    assert new(name, "--language", "node").exit_code == 0


def test_a_name_that_node_needs() -> None:
    """A package: npm installs no package into one of the same name."""
    with pytest.raises(WrongName, match="needs"):
        Project("amqplib", Language.NODE, Source.RABBIT)


@pytest.mark.parametrize("kind", ["folder", "file", "link"])
def test_what_is_there_is_kept(here: Path, kind: str) -> None:
    """A folder, a file or a dangling link of that name: refused, and nothing is touched."""
    there = here / "drain-workers"
    if kind == "folder":
        there.mkdir()
    elif kind == "file":
        there.write_text("mine")
    else:
        there.symlink_to("nowhere")
    done = new("drain-workers")
    assert done.exit_code == 3
    assert "is there already" in done.output
    assert list(here.iterdir()) == [there]


def test_all_of_it_or_nothing(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is full leaves no half of a project."""

    def full(path: Path, *_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    done = new("drain-workers")
    assert done.exit_code == 3
    assert "No space left" in done.output
    assert list(here.iterdir()) == []


def test_unknown_kinds(here: Path) -> None:
    """The answer names those that there are."""
    done = new("drain-workers", "--source", "kafka")
    assert done.exit_code == 2
    assert "'rabbit'" in done.output
