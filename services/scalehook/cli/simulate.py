"""`scalehook simulate`: a scenario, over many seeds."""

import json
import logging
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Annotated

import typer

from scalehook.cli import failure
from scalehook.kit.documents import BadDocument
from scalehook.kit.logs import configure_logging
from scalehook.simulate.actors.function import WrongFunction, load
from scalehook.simulate.outcome import SeedOutcome
from scalehook.simulate.run import BadStack, play
from scalehook.simulate.scenario.overriding import Override
from scalehook.simulate.scenario.reading import Study, read_scenario
from scalehook.simulate.study.pool import Pool, cores
from scalehook.simulate.study.progress import Progress
from scalehook.simulate.study.replaying import BadReplay, Replay, read, written
from scalehook.simulate.study.report import Report, report
from scalehook.simulate.study.shrinking import Shrinker
from scalehook.simulate.study.sweep import BadSweep, Sweep, sweep
from scalehook.simulate.study.table import table
from scalehook.simulate.study.writing import as_csv, as_html, as_json

VIOLATED, INTERRUPTED = 6, 130


def simulate(
    scenario: Annotated[
        Path | None, typer.Argument(metavar="SCENARIO.yaml", help="What happens.", show_default=False)
    ] = None,
    seeds: Annotated[int | None, typer.Option(min=1, help="So many; else as the file says.")] = None,
    first: Annotated[int, typer.Option(min=0, help="The first seed.")] = 0,
    jobs: Annotated[int | None, typer.Option("-j", "--jobs", min=1, max=256, help="Processes.")] = None,
    change: Annotated[
        list[str] | None, typer.Option("--set", metavar="PATH=VALUE", help="Another value.")
    ] = None,
    json_file: Annotated[Path | None, typer.Option("--json", metavar="FILE", help="`-`: here.")] = None,
    csv_file: Annotated[Path | None, typer.Option("--csv", metavar="FILE", help="Seed by seed.")] = None,
    html_file: Annotated[Path | None, typer.Option("--html", metavar="FILE", help="A page.")] = None,
    swept: Annotated[
        str | None, typer.Option("--sweep", metavar="PATH=A..B", help="Which value is enough?")
    ] = None,
    target: Annotated[float, typer.Option(min=1, max=100, help="Percent in time, of a sweep.")] = 99.9,
    hook: Annotated[str, typer.Option(help="A sweep looks at this hook only.")] = "",
    replay: Annotated[
        str | None, typer.Option(metavar="TEXT", help="One run again, as a violation told it.")
    ] = None,
    shrink: Annotated[bool, typer.Option("--shrink", help="Of a violation, the fewest events.")] = False,
    shrink_seconds: Annotated[float, typer.Option(min=1, help="Real ones, at most.")] = 60.0,
    check: Annotated[bool, typer.Option("--check", help="Only look whether the file is right.")] = False,
    schema: Annotated[bool, typer.Option("--schema", help="Print the JSON Schema.")] = False,
) -> None:
    """What do hooks do at scale, and under faults? Hours in milliseconds, from seeds."""
    if schema:
        from scalehook.simulate.scenario.schema import schema as made

        typer.echo(json.dumps(made(), indent=2))
        return
    if scenario is None:
        failure.fail(failure.USAGE, "say which: scalehook simulate SCENARIO.yaml")
    configure_logging("critical")  # what faults make services warn of is counted
    logging.disable(logging.CRITICAL)
    study = _study(scenario, change or [])
    if check:
        typer.echo(f"{scenario}: nothing is wrong with it")
        return
    files = {"json": json_file, "csv": csv_file, "html": html_file}
    asked = range(first, first + (seeds or study.scenario.seeds))
    if replay is not None:
        raise typer.Exit(_replay(study, replay, shrink, shrink_seconds))
    pool = Pool(jobs or min(cores(), max(1, len(asked) // 2)))
    try:
        if swept is not None:
            code = _sweep(study, swept, target / 100, hook, asked, pool, files)
        else:
            code = _seeds(study, asked, pool, files, shrink_seconds if shrink else 0.0)
    except BadStack as problem:
        failure.fail(failure.USAGE, str(problem))
    except BrokenProcessPool:
        failure.fail(failure.FAILED, "one of the processes was killed: fewer --jobs need less memory")
    finally:
        pool.close()
    raise typer.Exit(INTERRUPTED if pool.interrupted else code)


def _study(file: Path, changes: list[str]) -> Study:
    overrides = [Override(*each.partition("=")[::2]) for each in changes]
    try:
        study = read_scenario(file)
        if overrides:
            study = study.with_(*overrides)
        for consumer in study.scenario.consumers.values():
            if consumer.function:
                load(consumer.function, file.parent)
    except (BadDocument, WrongFunction) as problem:
        failure.fail(failure.USAGE, str(problem))
    return study


def _seeds(
    study: Study, asked: range, pool: Pool, files: dict[str, Path | None], shrink_seconds: float
) -> int:
    outcomes = _played(study, asked, pool)
    found = _report(study, outcomes, len(asked), pool)
    _tell(table(found), files)
    _write([found], outcomes, files)
    if shrink_seconds and found.violations:
        _shrink(study, next(each for each in outcomes if each.violations), shrink_seconds)
    return VIOLATED if found.violated_seeds else 0


def _played(study: Study, asked: range, pool: Pool) -> list[SeedOutcome]:
    progress, found = Progress(len(asked)), []
    try:
        for outcome in pool.outcomes(study, asked):
            found.append(outcome)
            progress.note(bool(outcome.violations))
    finally:
        progress.end()
    return sorted(found, key=lambda outcome: outcome.seed)


def _report(study: Study, outcomes: list[SeedOutcome], asked: int, pool: Pool) -> Report:
    again = {
        each.seed: written(study, Replay(each.seed, study.overrides))
        for each in outcomes
        if each.violations
    }
    return report(study, outcomes, asked=asked, interrupted=pool.interrupted, replay_of=again)


def _sweep(
    study: Study, text: str, target: float, hook: str, asked: range, pool: Pool,
    files: dict[str, Path | None],
) -> int:  # fmt: skip
    reports: list[Report] = []
    everything: list[SeedOutcome] = []

    def run(other: Study) -> list[SeedOutcome]:
        outcomes = [] if pool.interrupted else _played(other, asked, pool)
        if outcomes:
            reports.append(_report(other, outcomes, len(asked), pool))
            everything.extend(outcomes)
        return outcomes

    try:
        answer = sweep(study, Sweep.read(text), target, run, hook)
    except (BadSweep, BadDocument) as problem:
        failure.fail(failure.USAGE, str(problem))
    told = "\n".join([*map(str, answer.points), str(answer)])
    _tell(told, files)
    _write(reports, everything, files, told=str(answer))
    return VIOLATED if any(each.violated_seeds for each in reports) else 0


def _replay(study: Study, text: str, shrink: bool, seconds: float) -> int:
    try:
        again = read(study, text)
        study = study.with_(*again.overrides)
    except (BadReplay, BadDocument) as problem:
        failure.fail(failure.USAGE, f"--replay: {problem}")
    outcome = play(study, again.seed, again.plan)
    for each in outcome.violations:
        typer.echo(f"seed {outcome.seed}: {each}")
    typer.echo(f"{outcome.digest}  {outcome.entries} entries, {outcome.ended}")
    if shrink and outcome.violations:
        _shrink(study, outcome, seconds)
    return VIOLATED if outcome.violations else 0


def _shrink(study: Study, outcome: SeedOutcome, seconds: float) -> None:
    shrunk = Shrinker(study, outcome.seed, seconds).shrink(outcome)
    plan = shrunk.plan
    kept = f"{len(plan.arrivals or [])} of the load, {len(plan.decisions or [])} faults"
    least = "nothing more can be left out" if shrunk.least else "the time was up"
    typer.echo(f"shrunk: {kept}; {least} ({shrunk.tried} runs)")
    for line in [*(plan.arrivals or []), *(f"{kind} {name}" for kind, name, _ in plan.decisions or [])]:
        typer.echo(f"  {line}")
    typer.echo(f"  again: --replay {written(study, Replay(outcome.seed, study.overrides, plan))}")


def _tell(text: str, files: dict[str, Path | None]) -> None:
    """Where JSON is printed, the text goes beside it."""
    typer.echo(text, err=files["json"] == Path("-"))


def _write(
    reports: list[Report], outcomes: list[SeedOutcome], files: dict[str, Path | None], told: str = ""
) -> None:
    if not reports:
        return
    made = {
        "json": lambda: as_json(reports) + "\n",
        "csv": lambda: as_csv(outcomes),
        "html": lambda: as_html(reports, told),
    }
    for kind, file in files.items():
        if file == Path("-"):
            typer.echo(made[kind](), nl=False)
        elif file is not None:
            try:
                file.write_text(made[kind]())
            except OSError as problem:
                failure.fail(failure.UNUSABLE, f"{file} cannot be written: {problem}")
