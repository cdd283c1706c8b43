"""One run again: as a text says, or with ever less in it."""

import typer

from scalehook.cli import failure
from scalehook.kit.documents import BadDocument
from scalehook.simulate.outcome import SeedOutcome
from scalehook.simulate.run import Run
from scalehook.simulate.scenario.reading import Study
from scalehook.simulate.study.interrupts import Interrupts
from scalehook.simulate.study.listing import Listing
from scalehook.simulate.study.replaying import BadReplay, Replay, read, written
from scalehook.simulate.study.shrinking import Shrinker

VIOLATED = 6


def play_again(
    study: Study, text: str, until: int | None, shrink_seconds: float, interrupts: Interrupts
) -> int:
    """The exit code. With `until`, its entries are listed up to this one."""
    try:
        again = read(study, text)
        study = study.with_(*again.overrides)
    except (BadReplay, BadDocument) as problem:
        failure.fail(failure.USAGE, f"--replay: {problem}")
    run = Run(study, again.seed, again.plan)
    if until is not None:
        run.cloud.sights.append(Listing(run.agenda, until, typer.echo).see)
    outcome = run.play()
    for each in outcome.violations:
        typer.echo(f"seed {outcome.seed}: {each}")
    typer.echo(f"{outcome.digest}  {outcome.entries} entries, {outcome.ended}")
    if shrink_seconds and outcome.violations:
        shrink(study, outcome, shrink_seconds, interrupts)
    return VIOLATED if outcome.violations else 0


def shrink(study: Study, outcome: SeedOutcome, seconds: float, interrupts: Interrupts) -> None:
    """Tells the fewest events that still violate the same."""
    shrunk = Shrinker(study, outcome.seed, seconds, interrupts).shrink(outcome)
    plan = shrunk.plan
    kept = f"{len(plan.arrivals or [])} of the load, {len(plan.decisions or [])} faults"
    cut = "stopped by you" if interrupts.asked else "the time was up"
    least = "nothing more can be left out" if shrunk.least else cut
    typer.echo(f"shrunk: {kept}; {least} ({shrunk.tried} runs)")
    for line in [*(plan.arrivals or []), *(f"{kind} {name}" for kind, name, _ in plan.decisions or [])]:
        typer.echo(f"  {line}")
    typer.echo(f"  again: --replay {written(study, Replay(outcome.seed, study.overrides, plan))}")
