"""Whether what is to be made is there already, the same."""

from collections.abc import Mapping
from typing import Any

from scalehook_contracts.base import Event, Part

WHEN = "create_time"


def differs(wanted: Event, known: Mapping[str, Any]) -> bool:
    """Whether it says something else than what is known. What an API cannot say is not set in `wanted`,
    and not asked: a queue with a policy is the same for an API that knows none.
    """
    said = wanted.model_fields_set & known.keys() - {WHEN}
    return any(_plain(getattr(wanted, name)) != _plain(known[name]) for name in said)


def _plain(value: Any) -> Any:
    """A policy of which nothing is set is as good as none."""
    return None if isinstance(value, Part) and value == type(value)() else value
