"""Services that start again: from all that was journaled, from a snapshot, from a file."""

from pydantic_core import to_json

from scalehook.embedded.service_part import ServicePart, beginning_of, part_of
from scalehook.kit.api.catalogue import message_types
from scalehook.kit.host import snapshot
from scalehook.kit.journal.journal import Beginning
from scalehook.kit.machine import codec
from scalehook.kit.machine.machine import Machine
from scalehook.kit.machine.replaying import replay
from scalehook.simulate.invariants.differences import differences
from support.ensemble.player import Player


def restart(player: Player) -> None:
    """All three ways give what there was, with all that follows from it; it goes on from a file."""
    types = message_types(player.service)
    random = player.machine.random  # nobody gets an id for the second time
    again, copy, moved = (Machine(player.service, player.settings, random) for _ in range(3))
    replay(again, enumerate(player.journal or (), 1), types)
    kept = snapshot.dump(player.machine)
    snapshot.restore(copy, kept, types)
    if player.machine.seq:
        snapshot.restore(moved, through_a_file(player, kept).state, types)
    for other in (again, copy, moved):
        assert other.seq == player.machine.seq
        assert other.timers == player.machine.timers
        assert other.intents.keys() == player.machine.intents.keys()
        different = next(differences(player.machine.state, other.state), None)
        assert different is None, f"{player.name}: {different}"
    player.go_on_as(moved)


def through_a_file(player: Player, kept: bytes) -> Beginning:
    """Exported with its last entry as if nobody had heard of it, and imported."""
    assert player.journal
    begun = Beginning(player.machine.seq, kept, (player.journal[-1],))
    types = message_types(player.service)
    text = to_json(part_of(begun, types), inf_nan_mode="constants")
    imported = beginning_of(player.service, ServicePart.model_validate(codec.parse(text)))
    one, other = (codec.load(begun.seq, each.unpublished[0], types) for each in (begun, imported))
    assert one == other
    return imported
