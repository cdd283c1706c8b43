"""All invariants of a run: looked at while it goes on, and at its end."""

from scalehook.kit.machine.entry import Entry
from scalehook.kit.machine.machine import Machine
from scalehook.simulate.actors.client import Client
from scalehook.simulate.actors.told import Told
from scalehook.simulate.cloud import Cloud
from scalehook.simulate.invariants import rest
from scalehook.simulate.invariants.differences import TURNED, differences
from scalehook.simulate.invariants.queues import Queues
from scalehook.simulate.invariants.waits import Waits
from scalehook.simulate.ledger import Ledger
from scalehook.wiring.services import NAMES
from scalehook_contracts.scaling_controller.actions import LifecycleActionEnded
from scalehook_contracts.scaling_controller.instances import ScalingInstanceRemoved

MOST_REPLAYED = 20_000  # entries


class Judge:
    """Of one run."""

    def __init__(self, cloud: Cloud) -> None:
        self._cloud = cloud
        self._waits, self._queues = Waits(), Queues()
        self._left: set[str] = set()
        self._completed: set[str] = set()

    def see(self, service: str, entry: Entry) -> None:
        """One entry more."""
        self._waits.see(service, entry)
        self._queues.see(service, entry)
        for event in entry.recorded:
            if isinstance(event, ScalingInstanceRemoved) and not event.released:
                self._left.add(event.instance_id)
            elif (
                isinstance(event, LifecycleActionEnded) and event.lifecycle_action_status == "Completed"
            ):
                self._completed.add(event.lifecycle_action_token)

    def problems(self, client: Client) -> list[str]:
        """What should never happen, whether the run is whole or not."""
        failed = (f"a client failed: {each!r}" for each in client.problems)
        return [*self._cloud.given_up, *failed]

    def found(self, rests: bool, told: Told, stuck: list[str]) -> list[str]:
        """All that was not so. What is true at rest only is looked at when it rests; a scenario may be
        such that it never does, but nothing is `stuck`.
        """
        queues = self._cloud.state("message_service").queues
        lost = [token for token in told.accepted if token not in self._completed]
        found = [f"the completion of {token} was accepted and is lost" for token in lost]
        found += self._queues.at_the_end(queues)
        if not rests:
            return [*found, *self._waits.found, *(f"stuck: {each}" for each in stuck)]
        state = self._cloud.state
        found += self._waits.at_the_end()
        found += [*rest.sizes(state), *rest.places(state), *rest.nobody_is_lost(state, self._left)]
        return [*found, *self._replayed()]

    def _replayed(self) -> list[str]:
        """One service, of the seed's choice, is what its journal says."""
        name = NAMES[self._cloud.chance.number("replayed") % len(NAMES)]
        node = self._cloud.nodes[name]
        if len(node.ledger.entries) > MOST_REPLAYED:
            return []
        again = Machine(node.service, node.settings)
        Ledger(again, entries=node.ledger.entries).restore()
        different = next(differences(node.machine.state, again.state, TURNED), None)
        return [] if different is None else [f"the journal of {name} says something else: {different}"]
