"""Why a wait has failed, in words: what was wanted, what came near, and what happened instead."""

from collections.abc import Iterable, Sequence

from scalehook.testing.events.criteria import Criteria
from scalehook.testing.events.tree import drawn
from scalehook.testing.past import Happened, Past

MOST_MISSES = 5


class NotAsExpected(AssertionError):
    """An event that was waited for did not come, or one came that was not to."""


def not_there(criteria: Criteria, past: Past, waited: str) -> NotAsExpected:
    """It has not happened."""
    what = f"{criteria} has not happened {waited}"
    return told(what, past, criteria.ids(), _misses(criteria, past))


def there(criteria: Criteria, past: Past, found: Happened) -> NotAsExpected:
    """It has happened, and was not to."""
    what = f"{criteria} was not to happen, and did at {found.at:%H:%M:%S}:\n  {found.event!r}"
    return told(what, past, criteria.ids())


def told(what: str, past: Past, about: Iterable[str] = (), misses: Sequence[str] = ()) -> NotAsExpected:
    """What is wrong, and what did happen: with these ids, where anything did."""
    parts = [what]
    if misses:
        parts.append("nearest misses:\n" + "\n".join(f"  {miss}" for miss in misses))
    parts.append("what happened:\n" + drawn(past.entries(), about))
    return NotAsExpected("\n\n".join(parts))


def _misses(criteria: Criteria, past: Past) -> list[str]:
    """Of the same type, with the fewest differences first, the newest first among equals."""
    same = [found for found in past.events() if isinstance(found.event, criteria.kind)]
    same.reverse()
    same.sort(key=lambda found: len(criteria.differing(found.event)))
    return [_miss(criteria, found) for found in same[:MOST_MISSES]]


def _miss(criteria: Criteria, found: Happened) -> str:
    other = ", ".join(
        f"{name} is {criteria.shown(found.event, name)}" for name in criteria.differing(found.event)
    )
    return f"{found.at:%H:%M:%S} {type(found.event).__name__}: {other}"
