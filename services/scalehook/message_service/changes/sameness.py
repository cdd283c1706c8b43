"""Whether what is to be made is there already, the same."""

from collections.abc import Mapping
from typing import Any

from scalehook_contracts.base import Part
from scalehook_contracts.message_service.policies import DlqPolicy


def differs(said: Mapping[str, Any], known: Mapping[str, Any]) -> bool:
    """Whether something else is said than what is known. What an API cannot say is not in `said`, and
    not asked: a queue with a policy is the same for an API that knows none.
    """
    return any(_plain(value) != _plain(known[name]) for name, value in said.items())


def _plain(value: Any) -> Any:
    """A policy of which nothing is set is as good as none; a queue is the same by its name and as an
    ARN.
    """
    if isinstance(value, DlqPolicy) and value.target_name:
        return value.model_copy(update={"dead_letter_target_queue": value.target_name})
    return None if isinstance(value, Part) and value == type(value)() else value
