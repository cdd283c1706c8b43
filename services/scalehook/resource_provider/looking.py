"""When ECS instances are looked at: from the first call on that may depend on them."""

from scalehook.kit import Deferred, Work
from scalehook.kit.catching_up import catch_up
from scalehook.resource_provider.settings import Settings
from scalehook.resource_provider.state import State
from scalehook.resource_provider.state.events.instances import KnowledgeGained
from scalehook_contracts.base import Message
from scalehook_contracts.fleet.reports import ReportInstances
from scalehook_contracts.resource_provider.base import ResourceOperation
from scalehook_contracts.resource_provider.resources import AddResource, ListResources, RemoveResource

READER = "resource_provider"
# What instances bring along, what may be on them, and what counts those.
OF_INSTANCES = frozenset({"auto-snapshot-policy", "cluster-node", "disk", "eip", "network-interface"})


def look(message: Message, work: Work[State, Settings]) -> Deferred | None:
    """Databases and storage know nothing of instances."""
    if work.state.knowledge == "all" or _kind(message) not in OF_INSTANCES:
        return None
    return catch_up(ReportInstances(reader=READER), KnowledgeGained, work)


def _kind(message: Message) -> str:
    match message:
        case ResourceOperation():
            return message.call.kind.name
        case AddResource() | ListResources() | RemoveResource():
            return message.kind
    return ""
