"""Finds commands, files and instances by what is asked for."""

from collections import deque
from collections.abc import Collection, Iterator, Mapping
from operator import attrgetter

from scalehook.kit.chronicle import Chronicle, Mark
from scalehook.kit.clock.moments import moment
from scalehook.kit.history import Ended
from scalehook.script_runner.state.archive import tag_marks
from scalehook.script_runner.state.commands import KeptCommand
from scalehook.script_runner.state.files import SentFile
from scalehook.script_runner.state.instances import Agent


def command_marks(command: KeptCommand) -> set[Mark]:
    """What commands are found by."""
    found: set[Mark] = {("Name", command.name), ("Type", command.type), *tag_marks(command.tags)}
    return found | {("ResourceGroupId", command.resource_group_id)}


def shelved(commands: Collection[KeptCommand]) -> Chronicle[KeptCommand]:
    """Commands in the order in which they were made."""
    chronicle: Chronicle[KeptCommand] = Chronicle()
    for command in commands:
        chronicle.begin(command.command_id, command, command_marks(command))
    return chronicle


class Outbox:
    """Files that were sent, in order; and in the order in which they had come everywhere."""

    def __init__(self, files: Collection[SentFile]) -> None:
        self.files: Chronicle[SentFile] = Chronicle()
        for file in files:
            self.add(file)
        over = [file for file in files if file.ended_at is not None]
        self.ended: deque[Ended] = deque(sorted(map(_ended, over), key=attrgetter("at")))

    def add(self, file: SentFile) -> None:
        """One more."""
        self.files.begin(file.invoke_id, file, {*_lasting_marks(file), *_status_marks(file)})

    def arrive(self, file: SentFile, instance_id: str, at: float, code: str, info: str) -> None:
        """It is there, or will never be."""
        before, arrival = set(_status_marks(file)), file.arrivals[instance_id]
        arrival.ended_at, arrival.error_code, arrival.error_info = at, code, info
        file.open -= 1
        self.files.mark_anew(file.invoke_id, before, _status_marks(file))
        if not file.open:
            self.ended.append(_ended(file))

    def forget(self, file: SentFile) -> None:
        """It is gone; one that has come everywhere."""
        self.files.forget(file.invoke_id, {*_lasting_marks(file), *_status_marks(file)})
        while self.ended and not self.files.has(self.ended[0].id, ()):
            self.ended.popleft()


class Roster:
    """Instances by their tags."""

    def __init__(self, agents: Mapping[str, Agent]) -> None:
        self.instances: Chronicle[str] = Chronicle()
        for instance_id, agent in agents.items():
            self.instances.begin(instance_id, instance_id, _agent_marks(agent))

    def tag(self, instance_id: str, agent: Agent, tags: dict[str, str]) -> None:
        """It has exactly these tags."""
        before = set(_agent_marks(agent))
        agent.tags = tags
        if self.instances.has(instance_id, ()):
            self.instances.mark_anew(instance_id, before, _agent_marks(agent))
        else:
            self.instances.begin(instance_id, instance_id, _agent_marks(agent))

    def forget(self, instance_id: str, agent: Agent) -> None:
        """It is gone."""
        if self.instances.has(instance_id, ()):
            self.instances.forget(instance_id, _agent_marks(agent))


def _ended(file: SentFile) -> Ended:
    return Ended(moment(file.ended_at or 0), file.invoke_id)


def _lasting_marks(file: SentFile) -> Iterator[Mark]:
    yield "Name", file.request.name
    yield "ResourceGroupId", file.request.resource_group_id
    yield from tag_marks(file.request.tags)
    for instance_id in file.arrivals:
        yield "InstanceId", instance_id


def _status_marks(file: SentFile) -> Iterator[Mark]:
    yield "InvocationStatus", file.status
    for arrival in file.arrivals.values():
        if arrival.ended_at is None:
            yield "open on", arrival.instance_id


def _agent_marks(agent: Agent) -> Iterator[Mark]:
    for key, value in agent.tags.items():
        yield "TagKey", key
        yield "Tag", key, value
