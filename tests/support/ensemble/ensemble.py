"""The stack without a bus: every message that one service has for another lies on a link, and a seed
decides which link moves next.
"""

import itertools
from dataclasses import replace
from datetime import datetime, timedelta
from operator import itemgetter
from random import Random
from typing import Any

from scalehook.kit.machine.entry import Entry
from scalehook.kit.machine.envelope import ROOT, Envelope
from scalehook.kit.machine.service import Service
from scalehook.kit.settings import Settings
from scalehook.testing.rehearsal import START
from scalehook.wiring.services import services
from scalehook_contracts.base import Command, Event, Message, Reply
from scalehook_contracts.errors import ApiError
from support.ensemble.links import Crossing, Line, Links, Parcel
from support.ensemble.player import Player, settings_of

Reader = tuple[Player, bool]  # and whether a message may lead to nothing there


class Ensemble:
    """All machines. Without a seed everything comes in the order in which it was sent; `twice` brings
    every message a second time, under the same id, behind what its link holds by then. All services
    are told the same `settings`. Load balancers and databases need not be made. With `keep` each has a
    journal, from which it can start again.
    """

    def __init__(
        self, seed: int | None = None, *, twice: bool = False, keep: bool = False, **settings: object
    ) -> None:
        self.now = START
        self.twice, self.keep = twice, keep
        self.settings = {"make_resources_at_first_sight": True, **settings}
        self.links: Links = Line() if seed is None else Crossing(Random(seed))
        self.told: list[tuple[str, Event]] = []
        self.players = {service.name: self._player(service) for service in services()}
        self._readers: dict[type[Message], list[Reader]] = {}
        self.calls = itertools.count(1)
        for service in services():
            if service.first is not None:
                self.call(service.first())

    def call(self, command: Command[Any], caller: str = ROOT) -> Any:
        """A client's call; it goes on as soon as it is answered, whatever is still under way."""
        answers: list[Reply | ApiError] = []
        number = next(self.calls)
        sender = f"call-{number}"
        envelope = Envelope(command, sender, self.now, f"request-{number:08}", caller=caller)
        self.links.put(Parcel(sender, self._owner(command), envelope, answers.append))
        while not answers:
            if self.links:
                self._step()
            else:
                due = self._due()
                assert due, "nothing will ever happen again"
                self._pass_time(due)
        if isinstance(answers[0], ApiError):
            raise answers[0]
        return answers[0]

    def settle(self) -> None:
        """Everything arrives."""
        while self.links:
            self._step()

    def advance(self, seconds: float) -> None:
        """Time passes: what comes due happens in its order, and all that follows from it."""
        until = self.now + timedelta(seconds=seconds)
        self.settle()
        while (due := self._due()) and due[0][0] <= until:
            self._pass_time(due)
            self.settle()
        self.now = until

    def state(self, service: str) -> Any:
        """What a service knows."""
        return self.players[service].machine.state

    def _player(self, service: Service[Settings]) -> Player:
        settings = settings_of(service.settings, **self.settings)
        journal: list[bytes] | None = [] if self.keep else None
        return Player(service, settings, self.links, self._owner, self._publish, journal=journal)

    def _step(self) -> None:
        parcel = self.links.take()
        self.players[parcel.reader].take(parcel, self.now)
        if self.twice and parcel.own is None and not parcel.copy:
            self.links.put(replace(parcel, copy=True))

    def _due(self) -> list[tuple[datetime, Player]]:
        """Who has a deadline, and when; the first one comes first."""
        found = []
        for player in self.players.values():
            if player.machine.timers or player.parked:
                at = player.inbox.next_deadline()
                if at is not None:
                    found.append((at, player))
        return sorted(found, key=itemgetter(0)) if len(found) > 1 else found

    def _pass_time(self, due: list[tuple[datetime, Player]]) -> None:
        """To the next deadline."""
        self.now = max(self.now, due[0][0])
        for at, player in due:
            if at <= self.now:
                player.fire(self.now)

    def _publish(self, player: Player, entry: Entry) -> None:
        """Whoever has nothing else coming takes no turn for what leads to nothing: as on the bus."""
        sender, flow, links = player.name, entry.correlation_id, self.links
        self.told += [(sender, event) for event in entry.recorded]
        for number, message in enumerate(entry.outgoing):
            kind = type(message)
            readers = self._readers.get(kind)
            for reader, may_pass in self._read_by(kind) if readers is None else readers:
                resting = may_pass and reader is not player and links.at_rest(reader.name)
                if resting and reader.machine.ignores(message):
                    continue
                message_id = f"{sender}-{entry.seq}-{number}"
                envelope = Envelope(message, message_id, self.now, flow, sender, entry.caller)
                links.put(Parcel(sender, reader.name, envelope))

    def _read_by(self, kind: type[Message]) -> list[Reader]:
        """A command's owner, or all who handle an event."""
        players = [self.players[kind.owner()]] if kind.mandatory else self.players.values()
        handling = [each for each in players if kind.mandatory or kind in each.machine.handlers]
        found = self._readers[kind] = [(each, kind in each.machine.heeds) for each in handling]
        return found

    def _owner(self, command: Command[Any]) -> str:
        return command.owner()
