"""How long instances take to start, and which fail: told to the fleet before each launch."""

from collections import Counter
from dataclasses import dataclass, field

from scalehook.kit.machine.envelope import Envelope
from scalehook.kit.machine.machine import Machine
from scalehook.kit.settings import Settings
from scalehook.simulate.agenda import SECOND
from scalehook.simulate.chance import Chance
from scalehook.simulate.scenario.fleet import Fleet
from scalehook_contracts.fleet.instances import LaunchInstances, ResumeInstances


@dataclass
class Starting:
    """A launch is as slow as its slowest instance: the n-th that a group ever gets takes as long in each
    run of a seed.
    """

    chance: Chance
    fleet: Fleet
    settings: Settings
    names: dict[str, str] = field(default_factory=dict)  # of groups, by id
    _launched: Counter[str] = field(default_factory=Counter)
    _known: dict[str, Settings] = field(default_factory=dict)

    def prepare(self, machine: Machine, envelope: Envelope) -> None:
        """The same message finds the same settings, however often it comes."""
        message = envelope.message
        if not isinstance(message, LaunchInstances | ResumeInstances):
            return
        if envelope.message_id not in self._known:
            self._known[envelope.message_id] = self._settings(message)
        machine.settings = self._known[envelope.message_id]

    def _settings(self, message: LaunchInstances | ResumeInstances) -> Settings:
        if isinstance(message, LaunchInstances):
            group, amount = self.names.get(message.scaling_group_id, ""), message.amount
        else:
            group, amount = "", len(message.instance_ids)
        first = self._launched[group]
        self._launched[group] += amount
        model = self.fleet.of(group)
        times = [
            model.start_up.draw(self.chance, "start-up", group, str(first + number))
            for number in range(amount)
        ]
        changes = {
            "start_up_seconds": max(times, default=0) / SECOND,
            "failure_rate": model.failure_rate,
        }
        return self.settings.model_copy(update=changes)
