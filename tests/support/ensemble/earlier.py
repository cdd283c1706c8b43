"""What version 0.1 has kept of two groups, as its journals and snapshots have it.

The first has a load balancer, two databases, three instances in service and one that a hook holds on its
way in. The second has neither; of its two instances a hook holds one on its way out. Snapshots were
taken when nothing was held any more. Written once, by that version, with ids that nobody has created.
"""

import itertools
from pathlib import Path

from scalehook.kit.api.catalogue import message_types
from scalehook.kit.host import snapshot
from scalehook.kit.machine import codec
from scalehook.kit.machine.machine import Machine
from scalehook.kit.machine.replaying import replay
from support.ensemble.ensemble import Ensemble
from support.ensemble.player import Player

FILES = Path(__file__).parents[2] / "unit/ensemble/earlier"


def taken_over(*, from_snapshot: bool) -> Ensemble:
    """All services go on from there: from whole journals, or from snapshots and what came later."""
    ensemble = Ensemble(make_resources_at_first_sight=False)
    ensemble.calls = itertools.count(1000)  # the first ones were made then
    for player in ensemble.players.values():
        _take_over(player, ensemble, from_snapshot=from_snapshot)
    ensemble.settle()
    return ensemble


def _take_over(player: Player, ensemble: Ensemble, *, from_snapshot: bool) -> None:
    """A service that is new keeps what it begins with."""
    kept, types = FILES / f"{player.name}.journal", message_types(player.service)
    machine = Machine(player.service, player.settings, player.machine.random)
    if from_snapshot and (taken := FILES / f"{player.name}.snapshot").exists():
        snapshot.restore(machine, taken.read_bytes().rstrip(b"\n"), types)
    rows = list(enumerate(kept.read_bytes().splitlines() if kept.exists() else (), 1))
    for seq, raw in rows:
        ensemble.now = max(ensemble.now, codec.load(seq, raw, types).at)
    replay(machine, rows[machine.seq :], types)
    if machine.seq:
        player.go_on_as(machine)
