"""A study as pictures, by Matplotlib: each as SVG and as PNG."""

from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from scalehook.simulate.agenda import SECOND
from scalehook.simulate.outcome import LevelOutcome, SeedOutcome
from scalehook.simulate.scenario.reading import Study
from scalehook.simulate.study.sweep import Answer, Point

FORMATS = ("svg", "png")
SIZE, DPI = (8.0, 4.5), 150  # inches
BLUE, RED = "#3b82f6", "#dc2626"
MINUTE, BAND = 60.0, (0.1, 0.5, 0.9)
# the same study gives the same file
SAME: dict[Any, Any] = {"svg.hashsalt": "scalehook", "svg.fonttype": "none"}


def draw(
    folder: Path, study: Study, outcomes: Sequence[SeedOutcome], answer: Answer | None
) -> list[Path]:
    """What was written: of a sweep the shares in time, else times, capacity and depth; OSError."""
    whole = [each for each in outcomes if each.whole]
    about = f"{study.scenario.name or Path(study.file).stem}, {len(whole)} seeds"
    with mpl.rc_context(SAME):
        if answer is not None:
            return _written(folder, "sweep", _sweep(answer, about))
        pictures = chain(_times(study, whole, about), _levels(study, whole, about))
        return [file for name, figure in pictures for file in _written(folder, name, figure)]


def _times(study: Study, whole: Sequence[SeedOutcome], about: str) -> Iterable[tuple[str, Figure]]:
    for hook in sorted({name for each in whole for name in each.hooks}):
        found = [each.hooks[hook] for each in whole if hook in each.hooks]
        times = sorted(chain.from_iterable(each.times for each in found))
        actions = sum(each.actions for each in found)
        figure, axes = _axes(f"{hook}: how long until it was completed", f"{about}, {actions} actions")
        shares = [(place + 1) / actions for place in range(len(times))]
        axes.step([time / SECOND for time in times], shares, where="post", color=BLUE)
        if (wait := study.heartbeat_timeout(hook)) is not None:
            axes.axvline(wait, color=RED, linestyle="--", label=f"HeartbeatTimeout, {wait:g} s")
            axes.legend(loc="lower right")
        if times:
            axes.set_xscale("log")
        axes.set(xlabel="seconds", ylabel="share of all actions", ylim=(0, 1.02))
        yield f"times-{_word(hook)}", figure


def _levels(study: Study, whole: Sequence[SeedOutcome], about: str) -> Iterable[tuple[str, Figure]]:
    kinds: dict[str, tuple[str, Callable[[SeedOutcome], dict[str, LevelOutcome]]]] = {
        "capacity": ("instances in service", lambda each: each.capacity),
        "depth": ("messages in the queue", lambda each: each.depth),
    }
    for kind, (title, of) in kinds.items():
        for name in sorted({name for each in whole for name in of(each)}):
            found = [of(each)[name].samples for each in whole if name in of(each)]
            figure, axes = _axes(f"{name}: {title}", f"{about}: median, and 10 to 90 %")
            low, middle, high = _bands(found)
            begin, end = study.scenario.warm_up / MINUTE, study.scenario.horizon / MINUTE
            steps = max(1, len(middle) - 1)
            moments = [begin + (end - begin) * place / steps for place in range(len(middle))]
            axes.fill_between(moments, low, high, color=BLUE, alpha=0.25, step="post")
            axes.step(moments, middle, where="post", color=BLUE)
            axes.yaxis.set_major_locator(MaxNLocator(integer=True))
            axes.set(xlabel="minutes", ylabel=title, ylim=(0, None))
            yield f"{kind}-{_word(name)}", figure


def _bands(found: list[list[int]]) -> list[list[int]]:
    columns = [sorted(column) for column in zip(*found, strict=True)]
    return [[column[int(len(column) * share)] for column in columns] for share in BAND]


def _sweep(answer: Answer, about: str) -> Figure:
    figure, axes = _axes(f"in time, by {answer.path}", about)
    points = [point for point in answer.points if point.in_time is not None]
    places = range(len(points))
    axes.errorbar(
        places, [_share(point) for point in points], yerr=_reach(points), fmt="o", capsize=4, color=BLUE
    )
    axes.axhline(answer.target, color=RED, linestyle="--", label=f"target, {answer.target:.2%}")
    axes.set_xticks(places, [point.value for point in points])
    axes.set(xlabel=answer.path, ylabel="share in time, 95 % confidence")
    axes.legend(loc="lower right")
    return figure


def _share(point: Point) -> float:
    return point.in_time.value if point.in_time else 0.0


def _reach(points: Sequence[Point]) -> list[list[float]]:
    """Below and above; an unknown bound is none."""
    found = [point.in_time for point in points if point.in_time is not None]
    return [
        [0.0 if each.low is None else each.value - each.low for each in found],
        [0.0 if each.high is None else each.high - each.value for each in found],
    ]


def _axes(title: str, caption: str) -> tuple[Figure, Any]:
    figure = Figure(figsize=SIZE, layout="constrained")
    axes = figure.add_subplot()
    axes.set_title(f"{title}\n", loc="left")
    axes.text(0, 1.02, caption, transform=axes.transAxes, fontsize=9, color="#6b7280")
    axes.grid(alpha=0.3)
    return figure, axes


def _written(folder: Path, name: str, figure: Figure) -> list[Path]:
    files = [folder / f"{name}.{kind}" for kind in FORMATS]
    for file in files:
        metadata = {"Date": None} if file.suffix == ".svg" else {}
        figure.savefig(file, dpi=DPI, metadata=metadata)
    return files


def _word(name: str) -> str:
    return "".join(letter if letter.isalnum() or letter in "-_" else "-" for letter in name)
