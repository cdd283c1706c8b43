"""`scalehook simulate`: a scenario, over many seeds."""

import json
import logging
import os
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Annotated

import typer

from scalehook.cli import failure
from scalehook.cli.simulate.files import Files
from scalehook.cli.simulate.players import players
from scalehook.cli.simulate.playing import Playing
from scalehook.cli.simulate.replaying import play_again
from scalehook.kit.bus.rabbit.connection import BusRefused
from scalehook.kit.documents import BadDocument
from scalehook.kit.logs import configure_logging
from scalehook.simulate.actors.functions import WrongFunction, check_functions
from scalehook.simulate.distributed.workers import Unplayable
from scalehook.simulate.doubts import doubts
from scalehook.simulate.loop import Unrepeatable
from scalehook.simulate.run import BadStack
from scalehook.simulate.scenario.overriding import Override
from scalehook.simulate.scenario.reading import Study, read_scenario
from scalehook.simulate.study.interrupts import Interrupts
from scalehook.simulate.study.progress import Progress
from scalehook.simulate.study.repeating import check_repeatable

MOST_SEEDS = 10_000_000
WRONG = (BadStack, BadDocument, WrongFunction, Unrepeatable)  # what is asked for cannot be played


def simulate(
    scenario: Annotated[
        Path | None, typer.Argument(metavar="SCENARIO.yaml", help="What happens.", show_default=False)
    ] = None,
    seeds: Annotated[
        int | None, typer.Option(min=1, max=MOST_SEEDS, help="So many; else as the file says.")
    ] = None,
    first: Annotated[int, typer.Option(min=0, max=2**53, help="The first seed.")] = 0,
    jobs: Annotated[int | None, typer.Option("-j", "--jobs", min=1, max=256, help="Processes.")] = None,
    broker: Annotated[
        str | None, typer.Option(metavar="URL", help="Each `scalehook worker` that listens there plays.")
    ] = None,
    resume: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Keep outcomes there; go on from what it has.")
    ] = None,
    change: Annotated[
        list[str] | None, typer.Option("--set", metavar="PATH=VALUE", help="Another value.")
    ] = None,
    json_file: Annotated[Path | None, typer.Option("--json", metavar="FILE", help="`-`: here.")] = None,
    csv_file: Annotated[Path | None, typer.Option("--csv", metavar="FILE", help="Seed by seed.")] = None,
    html_file: Annotated[Path | None, typer.Option("--html", metavar="FILE", help="A page.")] = None,
    plots: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Pictures, as SVG and as PNG.")
    ] = None,
    swept: Annotated[
        str | None, typer.Option("--sweep", metavar="PATH=A..B", help="Which value is enough?")
    ] = None,
    target: Annotated[float, typer.Option(min=1, max=100, help="Percent in time, of a sweep.")] = 99.9,
    hook: Annotated[str, typer.Option(help="A sweep looks at this hook only.")] = "",
    replay: Annotated[
        str | None, typer.Option(metavar="TEXT", help="One run again, as a violation told it.")
    ] = None,
    until: Annotated[
        int | None, typer.Option(metavar="ENTRY", min=1, help="A replay shows its entries up to this.")
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
    _check_together(
        {"--hook": hook, "--shrink": shrink and swept is not None, "--until": until}, swept, replay
    )
    configure_logging("critical")  # what faults make services warn of is counted
    logging.disable(logging.CRITICAL)
    study = _study(scenario, change or [])
    for doubt in doubts(study):
        failure.warn(doubt)
    if check:
        typer.echo(f"{scenario}: nothing is wrong with it")
        return
    if replay is not None:
        raise typer.Exit(_played_again(study, replay, until, shrink_seconds if shrink else 0.0))
    asked = range(first, first + (seeds or study.scenario.seeds))
    files = Files(json_file, csv_file, html_file, plots)
    files.look()
    progress = Progress()
    with Interrupts(_say_so) as interrupts:
        who = players(jobs, asked, broker, resume, progress, interrupts)
        playing = Playing(study, asked, who, files, progress, interrupts)
        try:
            check_repeatable(study, first)
            if swept is not None:
                code = playing.sweep(swept, target / 100, hook)
            else:
                code = playing.seeds(shrink_seconds if shrink else 0.0)
        except (*WRONG, Unplayable) as problem:
            failure.fail(failure.USAGE, str(problem))
        except BusRefused as problem:
            failure.fail(failure.UNUSABLE, str(problem))
        except BrokenProcessPool:
            failure.fail(
                failure.FAILED, "one of the processes was killed: fewer --jobs need less memory"
            )
        finally:
            who.close()
    raise typer.Exit(failure.INTERRUPTED if interrupts.asked else code)


def _say_so() -> None:
    """In the midst of anything, and of another line that is told."""
    os.write(2, b"\nscalehook: what runs is ended yet; Ctrl-C again does not wait for it\n")


def _check_together(given: dict[str, object], swept: str | None, replay: str | None) -> None:
    """What would say nothing is refused."""
    if given["--hook"] and swept is None:
        failure.fail(failure.USAGE, "--hook is for a --sweep")
    if given["--shrink"]:
        failure.fail(failure.USAGE, "--shrink is for a study or a --replay, not for a --sweep")
    if given["--until"] is not None and replay is None:
        failure.fail(failure.USAGE, "--until is for a --replay")


def _played_again(study: Study, text: str, until: int | None, shrink_seconds: float) -> int:
    with Interrupts(_say_so) as interrupts:
        try:
            code = play_again(study, text, until, shrink_seconds, interrupts)
        except WRONG as problem:
            failure.fail(failure.USAGE, str(problem))
    return failure.INTERRUPTED if interrupts.asked else code


def _study(file: Path, changes: list[str]) -> Study:
    overrides = [Override(*each.partition("=")[::2]) for each in changes]
    if wrong := next((each for each in changes if not each.partition("=")[0] or "=" not in each), None):
        failure.fail(failure.USAGE, f"--set: {wrong!r}: write PATH=VALUE")
    try:
        study = read_scenario(file)
        if overrides:
            study = study.with_(*overrides)
        check_functions(study.scenario, file.parent)
    except (BadDocument, WrongFunction) as problem:
        failure.fail(failure.USAGE, str(problem))
    return study
