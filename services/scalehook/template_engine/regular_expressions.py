"""Regular expressions of users, matched in linear time by RE2.

Its syntax is Perl's without what needs backtracking: no lookaround, no backreferences, no possessive
repetition.
"""

from functools import lru_cache
from typing import Any

from scalehook.template_engine.allowance import Allowance

LONGEST = 1024  # characters of an expression
MEMORY = 1 << 18  # bytes that one may need: repetitions of repetitions grow without end
STEPS = 40  # of the automaton for one unit


class InvalidPattern(ValueError):
    """No regular expression, or one that is not simulated."""


def compiled(pattern: str, text: str, allowance: Allowance) -> Any:
    """The expression, its use on this text paid for."""
    expression = _compiled(pattern)
    allowance.spend(1 + expression.programsize * (len(text) + 1) // STEPS)
    return expression


@lru_cache(256)
def _compiled(pattern: str) -> Any:
    import re2  # large, and most templates have no regular expression

    if len(pattern) > LONGEST:
        raise InvalidPattern("a regular expression is too long")
    options = re2.Options()
    options.max_mem = MEMORY
    options.log_errors = False
    try:
        return re2.compile(pattern, options)
    except re2.error as problem:
        raise InvalidPattern(f"{pattern} is not simulated: {_why(problem)}") from problem


def _why(problem: Exception) -> str:
    reason = problem.args[0] if problem.args else ""
    return reason.decode(errors="replace") if isinstance(reason, bytes) else str(reason)
