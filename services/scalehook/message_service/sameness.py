"""Whether what is to be made is there already, the same."""

from collections.abc import Mapping
from typing import Any

from scalehook_contracts.base import Event

WHEN = "create_time"


def differs(wanted: Event, known: Mapping[str, Any]) -> bool:
    """Whether it says something else than what is known. What an API cannot say is not set in `wanted`,
    and not asked: a queue with a policy is the same for an API that knows none.
    """
    said = wanted.model_fields_set & known.keys() - {WHEN}
    return any(getattr(wanted, name) != known[name] for name in said)
