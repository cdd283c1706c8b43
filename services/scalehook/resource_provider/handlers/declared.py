"""All operations that are declared: the verb of a call says what is done."""

from typing import Any

from scalehook.kit import Deferred, Work
from scalehook.resource_provider import finding
from scalehook.resource_provider.settings import Settings
from scalehook.resource_provider.state import State
from scalehook.resource_provider.verbs import VERBS
from scalehook_contracts.base import Reply
from scalehook_contracts.resource_provider.base import ResourceOperation
from scalehook_contracts.resource_provider.operations import OPERATIONS


def _answer(operation: ResourceOperation[Any], work: Work[State, Settings]) -> Reply | Deferred:
    """The answer, when whatever the call needs is there."""
    needed = finding.check_needs(operation, work)
    if isinstance(needed, Deferred):
        return needed
    answer = VERBS[type(operation.call.verb)](operation, work)
    finding.keep(needed, work)
    return answer


ROUTES = dict.fromkeys(OPERATIONS, _answer)
