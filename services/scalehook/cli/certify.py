"""`scalehook certify`: scenarios against a consumer."""

import json
import os
import shlex
import signal
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from scalehook.certify.consumer import Unusable
from scalehook.certify.options import PATIENCE_SECONDS, SLOW_SECONDS, WATCH_SECONDS, Options
from scalehook.certify.profile import FILE, Profile, ProfileWrong, read, with_flags
from scalehook.certify.report.building import report, viewed
from scalehook.certify.report.model import Report, json_schema
from scalehook.certify.report.model import baseline as baseline_of
from scalehook.certify.report.text import details, line, sum_of
from scalehook.certify.report.writing import write
from scalehook.certify.runner import Runner
from scalehook.certify.scenarios import SCENARIOS, named
from scalehook.certify.staging import consumer_of
from scalehook.certify.verdict import ExitCode, Verdict, exit_code
from scalehook.cli import failure
from scalehook.cli.flags import flags
from scalehook.kit.clock.clock import real_now
from scalehook.kit.logs import configure_logging

MOST_JOBS = 4


def certify(
    command: Annotated[
        list[str] | None,
        typer.Argument(metavar="-- COMMAND …", help="Starts the consumer; its own options follow."),
    ] = None,
    container: Annotated[str | None, typer.Option(metavar="IMAGE", help="An image instead.")] = None,
    attach: Annotated[bool, typer.Option("--attach", help="It runs already, or you start it.")] = False,
    profile: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Default: certify.yaml, where there is one.")
    ] = None,
    source: Annotated[str | None, typer.Option(help="Where it reads: mns, push or rabbit.")] = None,
    ability: Annotated[list[str] | None, typer.Option(help="What it can: work, heartbeat.")] = None,
    only: Annotated[list[str] | None, typer.Option(metavar="NAME", help="These scenarios.")] = None,
    show: Annotated[bool, typer.Option("--list", help="List the scenarios.")] = False,
    jobs: Annotated[int | None, typer.Option("-j", min=1, max=64, help="So many at a time.")] = None,
    seed: Annotated[int, typer.Option(help="The same seed hits the same messages.")] = 0,
    patience: Annotated[
        float, typer.Option(min=1, max=3600, help="Real seconds for one scenario.")
    ] = PATIENCE_SECONDS,
    watch: Annotated[
        float | None,
        typer.Option(min=0, max=3600, help="Real seconds behind each story."),
    ] = None,
    slow: Annotated[bool, typer.Option("--slow", help="Watch for five minutes.")] = False,
    start_seconds: Annotated[float | None, typer.Option(min=0.1, help="Until it is ready.")] = None,
    stop_seconds: Annotated[float | None, typer.Option(min=0.1, help="From SIGTERM to SIGKILL.")] = None,
    supervise: Annotated[
        bool, typer.Option("--supervise", help="Start it again when it ends by itself.")
    ] = False,
    keep: Annotated[bool, typer.Option("--keep", help="One process for many scenarios.")] = False,
    port: Annotated[int, typer.Option(min=0, max=65535, help="The stack's; 0 takes a free one.")] = 0,
    baseline: Annotated[
        Path | None, typer.Option(metavar="FILE", help="An older JSON report: what is new is pending.")
    ] = None,
    as_json: Annotated[Path | None, typer.Option("--json", metavar="FILE", help="The report.")] = None,
    junit: Annotated[Path | None, typer.Option(metavar="FILE", help="The report.")] = None,
    html: Annotated[Path | None, typer.Option(metavar="FILE", help="The report, as a page.")] = None,
    schema: Annotated[bool, typer.Option("--schema", help="Print the JSON report's schema.")] = False,
) -> None:
    """Play scenarios against a consumer: does it hold?"""
    if schema or show:
        typer.echo(_schema() if schema else _listed())
        return
    configure_logging("critical")  # what the stack warns of, the scenarios do on purpose
    said = {
        "command": command or None, "container": container, "attach": attach or None,
        "source": source, "abilities": ability, "start_seconds": start_seconds,
        "stop_seconds": stop_seconds, "supervise": supervise or None,
    }  # fmt: skip
    again = {
        "profile": profile, "container": container, "attach": attach, "source": source,
        "ability": ability, "start-seconds": start_seconds, "stop-seconds": stop_seconds,
        "supervise": supervise, "patience": None if patience == PATIENCE_SECONDS else patience,
        "watch": watch, "slow": slow, "port": port or None,
    }  # fmt: skip
    options = _options(
        _profile(profile, said), only or [],
        words=(*flags(again), *(("--", *command) if command else ())),
        seed=seed, patience=patience, keep=keep, port=port,
        jobs=jobs or min(os.cpu_count() or 1, MOST_JOBS),
        watch=SLOW_SECONDS if slow else WATCH_SECONDS if watch is None else watch,
        baseline=None if baseline is None else _baseline(baseline),
    )  # fmt: skip
    with _broker(options) as vhost:
        code = _run(replace(options, vhost=vhost), {"json": as_json, "junit": junit, "html": html})
    raise typer.Exit(code)


@contextmanager
def _broker(options: Options) -> Iterator[Callable[[], AbstractContextManager[str]]]:
    """What gives an empty vhost to each stack, where the consumer reads the stack's events."""
    if options.profile.source != "rabbit":
        yield options.vhost
        return
    from scalehook.testing.rabbit import new_vhost, rabbit_broker
    from scalehook.testing.throwaway import NoServer

    with ExitStack() as ending:
        try:
            broker = ending.enter_context(rabbit_broker())
        except NoServer as problem:
            failure.fail(failure.UNUSABLE, str(problem))
        yield partial(new_vhost, broker)


def _run(options: Options, files: dict[str, Path | None]) -> int:
    widest = max(len(scenario.name) for scenario in options.scenarios)
    began, started = time.monotonic(), real_now()
    runner = Runner(options, lambda outcome: typer.echo(line(viewed(outcome, options), widest)))
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # like Ctrl-C: with a report
    try:
        outcomes = runner.run()
    except Unusable as problem:
        failure.fail(failure.USAGE, str(problem))
    interrupted = runner.interrupted.is_set()
    found = report(options, outcomes, started, time.monotonic() - began, interrupted=interrupted)
    if told := details(found):
        typer.echo(told)
    typer.echo(f"\n{sum_of(found)}")
    _write(found, files)
    return ExitCode.INTERRUPTED if interrupted else exit_code(each.verdict for each in found.scenarios)


def _write(found: Report, files: dict[str, Path | None]) -> None:
    try:
        write(found, files)
    except OSError as problem:
        failure.fail(failure.UNUSABLE, f"the report cannot be written: {problem}")


def _profile(file: Path | None, said: dict[str, Any]) -> Profile:
    try:
        known = (
            read(file) if file is not None else read(Path(FILE)) if Path(FILE).exists() else Profile()
        )
        profile = with_flags(known, **said)
        if not profile.runs:
            raise ProfileWrong("say how the consumer is run: -- COMMAND, --container IMAGE or --attach")
        consumer_of(profile).check()
    except (ProfileWrong, Unusable) as problem:
        failure.fail(failure.USAGE, str(problem))
    return profile


def _options(profile: Profile, only: list[str], *, jobs: int, **given: Any) -> Options:
    try:
        scenarios = named(only)
    except LookupError as problem:
        failure.fail(failure.USAGE, str(problem.args[0]))
    return Options(
        profile=profile, scenarios=scenarios, full=not only, jobs=1 if profile.alone else jobs,
        announce=_announce, **given,
    )  # fmt: skip


def _announce(variables: Mapping[str, str]) -> None:
    """For whoever starts the consumer by hand."""
    lines = [f"export {name}={shlex.quote(value)}" for name, value in variables.items()]
    typer.echo("\n".join(["# the consumer is waited for; it is to be told", *lines]), err=True)


def _baseline(file: Path) -> dict[str, Verdict]:
    try:
        return baseline_of(file.read_text())
    except (OSError, ValueError) as problem:
        failure.fail(failure.USAGE, f"{file} is no report: {str(problem).splitlines()[0]}")


def _schema() -> str:
    return json.dumps(json_schema(), indent=2)


def _listed() -> str:
    widest = max(len(scenario.name) for scenario in SCENARIOS)
    return "\n".join(f"{each.name:{widest}}  {each.why}" for each in SCENARIOS)
