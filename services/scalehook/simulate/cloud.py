"""All services of one run, and what is between them."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, NoReturn

from scalehook.kit.machine.entry import Entry
from scalehook.kit.machine.envelope import Envelope
from scalehook.kit.machine.machine import Machine
from scalehook.simulate.agenda import OUTSIDE, Agenda, of_seconds
from scalehook.simulate.chance import Chance
from scalehook.simulate.digest import Digest
from scalehook.simulate.fate import Fate
from scalehook.simulate.letter import Letter
from scalehook.simulate.network import Network
from scalehook.simulate.node import Node
from scalehook.simulate.performance import Question
from scalehook.simulate.played import Outer
from scalehook.simulate.posting import Posting
from scalehook.simulate.scenario.scenario import Scenario
from scalehook.simulate.starting import Starting
from scalehook.wiring.services import services
from scalehook_contracts.base import Command, Event, Intent, Message

Sight = Callable[[str, Entry], None]
TEMPLATES = "template_engine"


class Broken(Exception):
    """A service has broken a rule of its own; the text says which."""


@dataclass(eq=False)
class Cloud:
    """Every service is a node. `sights` are shown each entry when it is kept."""

    scenario: Scenario
    agenda: Agenda
    chance: Chance
    fate: Fate
    snapshot_every: int = 0
    digest: Digest = field(default_factory=Digest)
    sights: list[Sight] = field(default_factory=list)
    given_up: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.posting = Posting(self)
        self._outside: dict[str, Callable[[Letter], None]] = {}
        faults = self.scenario.faults.of(self.chance)
        self.network = Network(self.agenda, self.fate, faults, self._deliver)
        settings = self.scenario.settings_by_service
        self.nodes: dict[str, Node] = {}
        self._listeners: dict[type[Message], list[str]] = defaultdict(list)
        for service in services():
            node = Node(service, settings[service.name], self, self.snapshot_every)
            self.nodes[service.name] = node
            for message in node.machine.handlers:
                if issubclass(message, Event):
                    self._listeners[message].append(service.name)
        self.starting = Starting(self.chance, self.scenario.fleet, self.nodes["fleet"].settings)
        self._outer = Outer(self.chance, self.scenario.outside)

    def begin(self) -> None:
        """What services with an empty journal begin with; public templates only where one is named."""
        for node in self.nodes.values():
            first = node.service.first
            if first is not None and (node.name != TEMPLATES or self.scenario.names_templates):
                envelope = Envelope(first(), f"first/{node.name}", self.agenda.moment, "first")
                self.network.send(Letter("first", node.name, envelope))

    def listen(self, name: str, events: Iterable[type[Event]], hear: Callable[[Envelope], None]) -> None:
        """Somebody outside hears these events from now on, over the broker."""
        self._outside[name] = lambda letter: hear(letter.envelope)
        for event in events:
            self._listeners[event].append(name)

    def receive(self, name: str, take: Callable[[Letter], None]) -> None:
        """Somebody outside takes the letters that are for this reader."""
        self._outside[name] = take

    def state(self, service: str) -> Any:
        """What a service knows."""
        return self.nodes[service].machine.state

    @property
    def size(self) -> int:
        """Bytes that are kept."""
        return sum(node.ledger.size for node in self.nodes.values())

    # -- what nodes know of the rest --------------------------------------------------------------

    def publish(self, sender: str, entry: Entry, message: Message, number: int) -> None:
        """To its owner, or to all who listen."""
        message_id = f"{sender}-{entry.seq}-{number}"
        readers = [message.owner()] if isinstance(message, Command) else self._listeners[type(message)]
        for reader in readers:
            envelope = Envelope(
                message, message_id, self.agenda.moment, entry.correlation_id, sender, entry.caller
            )
            self.network.send(Letter(sender, reader, envelope))

    def ask(
        self, question: Question, sender: str, hear: Callable[[object], None], reader: str = ""
    ) -> None:
        """The answer is heard once, or that there was none in time; `reader` is the command's owner,
        unless it is somebody outside.
        """
        name, waits = question.message_id, True

        def once(reply: object) -> None:
            nonlocal waits
            if waits:
                waits = False
                hear(reply)

        envelope = Envelope(
            question.command, name, self.agenda.moment, question.correlation_id, sender, question.caller
        )
        letter = Letter(
            sender,
            reader or question.command.owner(),
            envelope,
            lambda reply: self.network.answer(name, reply, once),
            lambda: waits,
        )
        self.network.send(letter)
        patience = of_seconds(question.timeout)
        self.agenda.after(patience, OUTSIDE, f"timeout/{name}", lambda: once(TimeoutError()))

    def saw(self, service: str, entry: Entry, raw: bytes) -> None:
        """It is part of what makes this run."""
        self.digest.add(service, entry.seq, raw)
        for sight in self.sights:
            sight(service, entry)

    def prepare(self, machine: Machine, envelope: Envelope) -> None:
        """Ids come of the message, so that nothing else moves them."""
        service = machine.service.name
        machine.random.seed(self.chance.number("ids", service, envelope.message_id))
        if service == "fleet":
            self.starting.prepare(machine, envelope)

    def gave_up(self, name: str, problem: Exception) -> None:
        """Somebody would have to look at it."""
        self.given_up.append(f"the effect {name} was given up: {problem!r}")

    def failed(self, service: str, problem: Exception) -> NoReturn:
        """A violation, and the end of the run."""
        cause = f": {problem.__cause__!r}" if problem.__cause__ else ""
        raise Broken(f"{service}: {problem}{cause}")

    def played(self, intent: Intent, name: str) -> tuple[int, Command[Any]] | None:
        """The outside world."""
        return self._outer(intent, name)

    def posted(self, intent: Intent, name: str, hear: Callable[[Command[Any]], None]) -> bool:
        """Whether a consumer of the scenario is there to answer it."""
        return self.posting(intent, name, hear)

    def _deliver(self, letter: Letter) -> None:
        if letter.reader in self._outside:
            self._outside[letter.reader](letter)
        elif letter.waits is None or letter.waits():
            self.nodes[letter.reader].deliver(letter)
