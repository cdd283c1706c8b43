"""What is said of a scenario in the end."""

from collections.abc import Iterable
from enum import StrEnum


class Verdict(StrEnum):
    """Of one scenario. An inconclusive one is not a pass: it has shown nothing."""

    HELD = "held"
    FAILED = "failed"
    INCONCLUSIVE = "inconclusive"
    NOT_APPLICABLE = "not_applicable"
    PENDING = "pending"  # newer than the baseline: shown, and no failure


class ExitCode:
    """Of the command."""

    HELD = 0  # all of them
    USAGE = 2
    FAILED = 6  # some
    INCONCLUSIVE = 7  # some, and none has failed
    INTERRUPTED = 130


def exit_code(verdicts: Iterable[Verdict]) -> int:
    """What the command ends with. A run in which nothing has held has shown nothing."""
    found = set(verdicts)
    if Verdict.FAILED in found:
        return ExitCode.FAILED
    if Verdict.INCONCLUSIVE in found or Verdict.HELD not in found:
        return ExitCode.INCONCLUSIVE
    return ExitCode.HELD
