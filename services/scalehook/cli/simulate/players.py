"""Who plays the seeds: processes of this machine, or workers at a broker."""

from pathlib import Path

from scalehook.cli import failure
from scalehook.simulate.distributed.code import code
from scalehook.simulate.distributed.workers import Workers
from scalehook.simulate.study.interrupts import Interrupts
from scalehook.simulate.study.keeping import BadKept, Kept, Players, Resumed, new_run
from scalehook.simulate.study.pool import Pool, cores
from scalehook.simulate.study.progress import Progress


def players(
    jobs: int | None, asked: range, broker: str | None, resume: Path | None,
    progress: Progress, interrupts: Interrupts,
) -> Players:  # fmt: skip
    """As the options say."""
    kept = None if resume is None else _kept(resume)
    if broker is None:
        found: Players = Pool(jobs or min(cores(), max(1, len(asked) // 2)), interrupts)
    else:
        run = kept.run if kept else new_run()
        listener = _Listener(progress, f"scalehook worker --broker URL, of this very code ({code()})")
        found = Workers(broker, code(), run, listener, interrupts, kept=kept is not None)
    return found if kept is None else Resumed(found, kept)


class _Listener:
    """Says once that there is nobody; the rest is progress."""

    def __init__(self, progress: Progress, needed: str) -> None:
        self._progress, self._needed = progress, needed

    def workers(self, count: int) -> None:
        """Beside the progress."""
        self._progress.workers = count
        if not count and self._needed:
            failure.warn(f"nobody plays yet: start {self._needed}")
            self._needed = ""

    def away(self, problem: BaseException) -> None:
        """Ever more seldom."""
        failure.warn(f"waiting: {problem}")


def _kept(file: Path) -> Kept:
    try:
        return Kept.open(file, code())
    except BadKept as problem:
        failure.fail(failure.USAGE, f"--resume: {problem}")
    except OSError as problem:
        failure.fail(failure.UNUSABLE, f"--resume: {file} cannot be used: {problem}")
