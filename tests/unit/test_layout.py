"""The pictures of docs/architecture.md against the tree and the rules of imports."""

import re
import tomllib
from pathlib import Path

from scalehook.wiring.services import NAMES
from support.documents import ROOT

PAGE = (ROOT / "docs/architecture.md").read_text()
PICTURE, IMPORTS = re.findall(r"^```\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)[:2]
SOURCES = ROOT / "services/scalehook"
DRAWN_WHOLE = (
    ROOT,
    ROOT / "tests",
    SOURCES,
    *(SOURCES / name for name in ("kit", "gateway", "simulate")),
)
GENERATED = {"dist", "build", "node_modules"}
UNDRAWN = {*NAMES}  # `<service>/` stands for them


def test_every_folder_is_drawn() -> None:
    """Those of the tree, of the program, and of its largest parts."""
    drawn = set(re.findall(r"([\w/]+)/", PICTURE))
    drawn |= {part for path in drawn for part in path.split("/")}
    there = {child.name for folder in DRAWN_WHOLE for child in folder.iterdir() if _is_ours(child)}
    assert there - UNDRAWN - GENERATED - drawn == set()


def _is_ours(folder: Path) -> bool:
    """What is compiled may be left of one that is gone."""
    if not folder.is_dir() or folder.name.startswith((".", "_")):
        return False
    return any(path.suffix != ".pyc" for path in folder.rglob("*.*"))


def test_what_is_drawn_is_there() -> None:
    """As a folder, or as a module."""
    tree = {path.name.removesuffix(".py") for path in ROOT.glob("*")}
    for folder in ("contracts", "services", "tests"):
        tree |= {path.name.removesuffix(".py") for path in (ROOT / folder).rglob("*")}
    drawn = {
        part
        for path in re.findall(r"(?<![\w<])([a-z_\d/]+)/(?!\w*>)", PICTURE)
        for part in path.split("/")
    }
    assert drawn - tree == set()


def test_the_way_of_imports_is_drawn() -> None:
    """As the linter of imports has it."""
    rules = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    named = [re.findall(r"scalehook(?:\.(\w+)|_(contracts))", layer) for layer in rules[0]["layers"]]
    layers = [{one or other for one, other in layer} for layer in named]
    steps = [set(re.findall(r"\w+", step)) for step in IMPORTS.split("─▶")]
    assert [{*NAMES, "gateway"} if step == {"the", "services"} else step for step in steps] == layers
