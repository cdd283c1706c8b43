"""What happens to instances."""

from scalehook.kit.catching_up import Knowledge
from scalehook.script_runner.state.root import State
from scalehook_contracts.base import Fresh, Note
from scalehook_contracts.guests import Guest


class KnowledgeGained(Note):
    """So much of the instances is known from now on."""

    knowledge: Knowledge


class InstanceNoted(Note):
    """An instance is there, and runs or not; with what it knows of itself, the first time."""

    instance_id: str
    running: bool
    guest: Guest | None = None
    tags: dict[str, str] = Fresh(dict)
    resource_group_id: str = ""


class InstanceLabelled(Note):
    """An instance has another name, or other tags."""

    instance_id: str
    instance_name: str | None = None
    tags: dict[str, str] | None = None


class InstanceForgotten(Note):
    """An instance is gone."""

    instance_id: str


def knowledge_gained(event: KnowledgeGained, state: State) -> None:
    """Instances are looked at."""
    state.knowledge = event.knowledge


def instance_noted(event: InstanceNoted, state: State) -> None:
    """Whether it can run something. An older version noted each without having asked for them."""
    if state.knowledge == "none":
        state.knowledge = "all"
    if event.instance_id not in state.instances:
        state.unused.add(event.instance_id)
    state.instances[event.instance_id] = event.running
    if event.guest is not None:
        state.guests[event.instance_id] = event.guest
        agent = state.agent(event.instance_id)
        agent.resource_group_id = event.resource_group_id
        state.roster.tag(event.instance_id, agent, dict(event.tags))


def instance_labelled(event: InstanceLabelled, state: State) -> None:
    """Scripts see its new name; it is found by its new tags."""
    if event.instance_name is not None:
        guest = state.guests.get(event.instance_id, Guest())
        changed = guest.model_copy(update={"instance_name": event.instance_name})
        state.guests[event.instance_id] = changed
    if event.tags is not None:
        state.roster.tag(event.instance_id, state.agent(event.instance_id), dict(event.tags))


def instance_forgotten(event: InstanceForgotten, state: State) -> None:
    """It can run nothing any more."""
    state.instances.pop(event.instance_id, None)
    state.guests.pop(event.instance_id, None)
    agent = state.agents.pop(event.instance_id, None)
    if agent is not None:
        state.roster.forget(event.instance_id, agent)
    state.unused.discard(event.instance_id)
