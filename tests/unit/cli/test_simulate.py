"""`scalehook simulate`."""

import csv
import json
import signal
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from scalehook.cli import app
from scalehook.simulate.outcome import SeedOutcome
from scalehook.simulate.run import play
from scalehook.simulate.scenario.reading import Study, read_scenario
from scalehook.simulate.study import pool
from scalehook.simulate.study.progress import Progress
from scalehook.simulate.study.replaying import Replay, written

FILE = Path(__file__).parents[3] / "examples/simulate/faults.yaml"
FEW = [str(FILE), "--seeds", "4", "--jobs", "1"]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> "type[Cli]":
    monkeypatch.setattr(pool, "play", played)
    return Cli


_outcomes: dict[tuple[str, str, int], SeedOutcome] = {}


def played(study: Study, seed: int) -> SeedOutcome:
    """What the commands show is looked at here: each seed is played once for all of them."""
    key = (study.text, repr(study.overrides), seed)
    if key not in _outcomes:
        _outcomes[key] = play(study, seed)
    return _outcomes[key]


class Cli:
    """The command."""

    @staticmethod
    def simulate(*arguments: str) -> Result:
        return CliRunner().invoke(app, ["simulate", *arguments])


def test_table(run: type[Cli]) -> None:
    """What has come of all seeds."""
    shown = run.simulate(*FEW)
    assert shown.exit_code == 0, shown.output
    assert "faults: 4 seeds" in shown.output
    assert "web/drain" in shown.output
    assert "violations: none" in shown.output


def test_files(run: type[Cli], tmp_path: Path) -> None:
    """The same as JSON, as CSV, and as a page without scripts."""
    files = {kind: tmp_path / f"x.{kind}" for kind in ("json", "csv", "html")}
    options = [part for kind, file in files.items() for part in (f"--{kind}", str(file))]
    assert run.simulate(*FEW, *options).exit_code == 0
    found = json.loads(files["json"].read_text())
    assert found["schema_version"] == 1
    assert found["seeds"] == 4
    assert found["hooks"]["web/warm"]["in_time"]["low"] < found["hooks"]["web/warm"]["in_time"]["value"]
    rows = list(csv.DictReader(files["csv"].open()))
    assert {row["seed"] for row in rows} == {"0", "1", "2", "3"}
    page = files["html"].read_text()
    assert "<svg" in page and "<script" not in page


def test_bad_file(run: type[Cli], tmp_path: Path) -> None:
    """Nothing runs, and the place is told."""
    file = tmp_path / "bad.yaml"
    file.write_text(FILE.read_text().replace("horizon", "horizn"))
    shown = run.simulate(str(file), "--seeds", "1000000")
    assert shown.exit_code == 2
    assert 'unknown key "horizn"; did you mean "horizon"?' in shown.output


@pytest.mark.parametrize(
    "options",
    [
        ["--sweep", "a"],
        ["--replay", "x"],
        ["--set", "none.at.all=1"],
        ["--sweep", "none.at=1,2"],
        ["--set", "x"],
        ["--set", "=x"],
        ["--hook", "drain"],
        ["--until", "5"],
        ["--sweep", "heartbeat_timeout=60,90", "--shrink"],
    ],
)
def test_wrong_options(run: type[Cli], options: list[str]) -> None:
    """Are told in a line."""
    shown = run.simulate(*FEW, *options)
    assert shown.exit_code == 2
    assert "Traceback" not in shown.output


def test_sweep(run: type[Cli]) -> None:
    """Every value, and the answer."""
    shown = run.simulate(*FEW, "--sweep", "warm.heartbeat_timeout=30,200", "--target", "50")
    assert shown.exit_code == 0, shown.output
    assert "30: " in shown.output and "200: " in shown.output
    assert "keeps at least 50.00 % in time" in shown.output


def test_interrupted(run: type[Cli], monkeypatch: pytest.MonkeyPatch) -> None:
    """What is finished is told, and that it is not all; the second time, without the seed that runs."""

    def stopped(study: Study, seed: int) -> SeedOutcome:
        for _ in range(seed - 1):
            signal.raise_signal(signal.SIGINT)
        return played(study, seed)

    monkeypatch.setattr(pool, "play", stopped)
    before = signal.getsignal(signal.SIGINT)
    shown = run.simulate(*FEW)
    assert shown.exit_code == 130
    assert "3 of 4 seeds, stopped by you" in shown.output
    shown = run.simulate(*FEW, "--first", "2")
    assert shown.exit_code == 130
    assert "1 of 4 seeds, stopped by you" in shown.output
    shown = run.simulate(*FEW, "--first", "3")
    assert "0 of 4 seeds, stopped by you" in shown.output
    assert signal.getsignal(signal.SIGINT) is before


def test_check_and_schema(run: type[Cli]) -> None:
    """Neither plays a seed."""
    assert "nothing is wrong" in run.simulate(str(FILE), "--check").output
    assert json.loads(run.simulate("--schema").output)["properties"]["stack"]


def test_progress() -> None:
    """Has an estimate once there is something to go by."""
    progress = Progress()
    progress.begin(20)
    for _ in range(5):
        progress.note(violated=False)
    assert progress.line(2.5) == "5/20 seeds · 2.0/s · about 8 s left · 0 violations"
    progress.workers = 3
    assert progress.line(2.5) == "5/20 seeds · 2.0/s · about 8 s left · 3 workers · 0 violations"


def test_goes_on(run: type[Cli], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With `--resume`, what was played before is not played again, and the table is the same."""
    whole = run.simulate(*FEW).stdout
    kept, again = str(tmp_path / "kept"), [str(FILE), "--jobs", "1", "--seeds"]
    assert run.simulate(*again, "3", "--resume", kept).exit_code == 0
    counted: list[int] = []

    def count(study: Study, seed: int) -> SeedOutcome:
        counted.append(seed)
        return played(study, seed)

    monkeypatch.setattr(pool, "play", count)
    assert run.simulate(*again, "4", "--resume", kept).stdout == whole
    assert counted == [3]
    (tmp_path / "kept").write_text("else\n")
    assert "--resume:" in run.simulate(*FEW, "--resume", kept).output


def test_pictures(run: type[Cli], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`--plots` needs Matplotlib, and says so before anything runs."""
    folder = tmp_path / "plots"
    assert run.simulate(str(FILE), "--seeds", "2", "-j", "1", "--plots", str(folder)).exit_code == 0
    names = {"capacity-web", "depth-hooks", "times-web-drain", "times-web-warm"}
    assert {file.name for file in folder.iterdir()} == {
        f"{n}.{k}" for n in names for k in ("png", "svg")
    }
    monkeypatch.setattr("scalehook.cli.simulate.files.find_spec", lambda name: None)
    shown = run.simulate(str(FILE), "--seeds", "1000000", "--plots", str(folder))
    assert shown.exit_code == 2 and "pip install 'scalehook[plots]'" in shown.output


def test_up_to_an_entry(run: type[Cli]) -> None:
    """A replay lists its entries, and ends with the one that was asked for."""
    study = read_scenario(FILE)
    text = written(study, Replay(1))
    lines = run.simulate(str(FILE), "--replay", text, "--until", "3").stdout.splitlines()
    assert [line.split()[0] for line in lines[:3]] == ["1", "2", "3"]
    assert lines[3].endswith("3 entries, --until")
