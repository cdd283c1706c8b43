"""Each kind of project that `scalehook new consumer` writes passes its own tests at once."""

import json
import os
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest

from scalehook.new import Language, Project, Source
from scalehook.testing.rabbit import VARIABLE
from scalehook.testing.rabbit.administration import MANAGEMENT_VARIABLE
from scalehook.testing.rabbit.broker import OwnBroker
from support.node_packages import node_packages
from support.patience import PATIENCE_SECONDS
from support.programs.program import shortcut

KINDS = list(product(Language, Source))
PYTEST = Path(pytest.__file__).with_name("__main__.py")
TESTS = {
    ("python", "mns"): 3, ("python", "push"): 3, ("python", "rabbit"): 2,
    ("node", "mns"): 2, ("node", "push"): 2, ("node", "rabbit"): 2,
}  # fmt: skip

SCENARIOS = ("duplicate", "foreign", "test-notification")


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A `python` that has imported everything."""
    return shortcut(tmp_path_factory.mktemp("programs") / "bin")


@pytest.fixture
def environment(request: pytest.FixtureRequest, source: Source) -> dict[str, str]:
    """Of the tests, with the broker that they have started, and without a plugin of ours that would be
    imported at the end of each run: a second of a processor.
    """
    found = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTEST_ADDOPTS": "-p no:hypothesispytest"}
    if source is Source.RABBIT:
        broker = request.getfixturevalue("broker")
        if isinstance(broker, OwnBroker):
            found |= {VARIABLE: broker.address, MANAGEMENT_VARIABLE: broker.management_url}
    return found


@pytest.mark.parametrize(("language", "source"), KINDS)
def test_its_own_tests_pass(
    language: Language,
    source: Source,
    programs: Path,
    environment: dict[str, str],
    tmp_path: Path,
) -> None:
    """Written, its packages installed, and tested as its README says."""
    folder = Project("drain-workers", language, source).write(tmp_path)
    if language == "node":
        (folder / "node_modules").symlink_to(packages())
    command = [programs / "python", PYTEST, "-p", "no:cacheprovider", "-q"]
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=PATIENCE_SECONDS
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{TESTS[language, source]} passed" in done.stdout


@pytest.mark.parametrize(
    ("language", "source", "scenarios"),
    [
        (Language.PYTHON, Source.MNS, SCENARIOS),
        (Language.NODE, Source.MNS, SCENARIOS),
        (Language.NODE, Source.PUSH, SCENARIOS),
        (Language.NODE, Source.RABBIT, ("early",)),  # messages are the broker's: none of these is played
    ],
)
def test_it_holds(
    language: Language,
    source: Source,
    scenarios: tuple[str, ...],
    programs: Path,
    environment: dict[str, str],
    tmp_path: Path,
) -> None:
    """`scalehook certify` in its folder finds it good; here with a few of the scenarios."""
    folder = Project("drain-workers", language, source).write(tmp_path)
    if language is Language.NODE:
        (folder / "node_modules").symlink_to(packages())
    environment["PATH"] = f"{programs}:{environment['PATH']}"
    chosen = [word for name in scenarios for word in ("--only", name)]
    patience = "--patience", str(PATIENCE_SECONDS)
    done = subprocess.run(
        [programs / "scalehook", "certify", "--watch", "0", *patience, *chosen],
        cwd=folder, env=environment, capture_output=True, text=True, timeout=PATIENCE_SECONDS,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{len(scenarios)} held" in done.stdout


def packages() -> Path:
    """What projects in Node need, of all kinds together: installed once."""
    wanted: dict[str, str] = {}
    for source in Source:
        written = json.loads(Project("drain-workers", Language.NODE, source).files()["package.json"])
        wanted |= written["dependencies"]
    return node_packages("new-consumers", wanted)


@pytest.mark.parametrize("source", Source)
def test_python_is_written_as_it_should_be(source: Source, tmp_path: Path) -> None:
    """By the rules of a widely used linter."""
    folder = Project("drain-workers", Language.PYTHON, source).write(tmp_path)
    for words in (["check", "--select", "E,F,I,UP,B"], ["format", "--check"]):
        command = [
            sys.executable,
            "-m",
            "ruff",
            *words,
            "--isolated",
            "--no-cache",
            "--line-length",
            "105",
            folder,
        ]
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_SECONDS)
        assert done.returncode == 0, done.stdout
