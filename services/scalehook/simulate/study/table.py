"""A report as text."""

from collections.abc import Callable, Iterator, Sequence

from scalehook.simulate.study.estimating import Estimate
from scalehook.simulate.study.report import SHARES, LevelReport, Report

ACTIONS = ("actions", "number", "in time", "timed out", "abandoned", "heartbeats", *SHARES)
LEVELS = ("", "mean", "most")
TOO_FEW = "–"


def table(report: Report) -> str:
    """For a person. Bounds are those of the 95 % confidence interval."""
    return "\n".join(_lines(report))


def _lines(report: Report) -> Iterator[str]:
    yield _heading(report)
    if report.hooks:
        yield ""
        yield from columns([ACTIONS, *_actions(report)])
    levels = [("instances in service", report.capacity), ("messages", report.depth)]
    for title, found in levels:
        if found:
            yield ""
            yield from columns([(title, *LEVELS[1:]), *map(_level, found.items())])
    if report.instance_hours is not None:
        yield ""
        yield f"instance-hours per seed: {_bounded(report.instance_hours, '{:.2f}'.format)}"
    for title, counts in (("activities", report.activities), ("refused", report.refused),
                          ("faults", report.faults)):  # fmt: skip
        if counts:
            yield f"{title}: " + ", ".join(f"{name} {count}" for name, count in counts.items())
    yield from (f"failed {count} times: {what}" for what, count in report.failures.items())
    if report.restless:
        yield f"never at rest: {report.restless} seeds (in them, not everything could be looked at)"
    if report.never:
        yield f"too tame: no seed has seen {', '.join(report.never)}"
    yield from _violations(report)


def _heading(report: Report) -> str:
    seeds = f"{report.seeds} of {report.asked} seeds" if report.interrupted else f"{report.seeds} seeds"
    limits = "".join(f", {count} ended by the limit `{name}`" for name, count in report.ended_by.items())
    values = "".join(f", {path}={value}" for path, value in report.overrides.items())
    return (
        f"{report.scenario}{values}: {seeds}{', stopped by you' if report.interrupted else ''}{limits}"
    )


def _actions(report: Report) -> Iterator[tuple[str, ...]]:
    for name, hook in report.hooks.items():
        yield (
            name,
            str(hook.actions),
            TOO_FEW if hook.in_time is None else _bounded(hook.in_time, percent),
            str(hook.timed_out),
            str(hook.abandoned),
            f"{hook.heartbeats_per_action:.2f}",
            *(TOO_FEW if each is None else _bounded(each, seconds) for each in hook.seconds.values()),
        )


def _level(found: tuple[str, LevelReport]) -> tuple[str, ...]:
    name, level = found
    return name, _bounded(level.mean, "{:.2f}".format), str(level.most)


def _violations(report: Report) -> Iterator[str]:
    if not report.violated_seeds:
        yield "violations: none"
        return
    yield f"violations: in {report.violated_seeds} seeds"
    for each in report.violations:
        yield f"  seed {each.seed}: {each.text}"
    for replay in dict.fromkeys(each.replay for each in report.violations if each.replay):
        yield f"  again: --replay {replay}"


def percent(share: float) -> str:
    """Rounded so that only all are 100 %."""
    text = f"{100 * share:.2f}"
    if share < 1 and text == "100.00":
        text = "99.99"
    return f"{text} %"


def seconds(value: float) -> str:
    """Of a length of time."""
    return f"{value:.1f}s" if value < 100 else f"{value:.0f}s"


def _bounded(found: Estimate, write: Callable[[float], str]) -> str:
    if found.low is None and found.high is None:
        return write(found.value)
    low, high = (TOO_FEW if bound is None else write(bound) for bound in (found.low, found.high))
    return f"{write(found.value)} [{low}, {high}]"


def columns(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Aligned; the first to the left."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for first, *others in rows:
        cells = [text.rjust(width) for text, width in zip(others, widths[1:], strict=True)]
        yield "  ".join([first.ljust(widths[0]), *cells]).rstrip()
