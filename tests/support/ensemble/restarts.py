"""Services that start again: from all that was journaled, from a snapshot, from a file."""

from collections import Counter
from collections.abc import Iterator, Mapping, Set
from itertools import zip_longest
from typing import Any

from pydantic_core import to_json
from sortedcontainers import SortedList

from scalehook.embedded.service_part import ServicePart, beginning_of, part_of
from scalehook.kit.api.catalogue import message_types
from scalehook.kit.host import snapshot
from scalehook.kit.journal.journal import Beginning
from scalehook.kit.machine import codec
from scalehook.kit.machine.machine import Machine
from support.ensemble.player import Player

MISSING = object()
COUNTED = {"_ranks", "_serving", "_numbers", "number"}  # only the order of these numbers matters


def restart(player: Player) -> None:
    """All three ways give what there was, with all that follows from it; it goes on from a file."""
    types = message_types(player.service)
    random = player.machine.random  # nobody gets an id for the second time
    again, copy, moved = (Machine(player.service, player.settings, random) for _ in range(3))
    for seq, raw in enumerate(player.journal or (), 1):
        again.replay(codec.load(seq, raw, types))
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
    text = to_json(part_of(begun), inf_nan_mode="constants")
    imported = beginning_of(player.service, ServicePart.model_validate(codec.parse(text)))
    types = message_types(player.service)
    one, other = (codec.load(begun.seq, each.unpublished[0], types) for each in (begun, imported))
    assert one == other
    return imported


def differences(one: Any, other: Any) -> Iterator[str]:
    """Where two states differ, in what they keep and in what they have worked out from it."""
    seen: set[tuple[int, int]] = set()
    waiting = [("", one, other)]
    while waiting:
        path, left, right = waiting.pop()
        if left is right or (id(left), id(right)) in seen:
            continue
        seen.add((id(left), id(right)))
        if type(left) is not type(right) and left != right:
            yield f"{path}: {left!r} or {right!r}"
        elif parts := _parts(left, right):
            waiting += [(f"{path}{name}", *pair) for name, *pair in parts]
        elif not _is_bare(left) and left != right:
            yield f"{path}: {left!r} or {right!r}"


def _parts(left: Any, right: Any) -> list[tuple[str, Any, Any]]:
    if isinstance(left, Counter):
        return [("", dict(+left) == dict(+right), True)]
    if isinstance(left, Mapping):
        keys = [*left, *(key for key in right if key not in left)]
        return [(f"[{key!r}]", left.get(key, MISSING), right.get(key, MISSING)) for key in keys]
    if isinstance(left, Set):
        return [(f"{{{each!r}}}", each in left, each in right) for each in left | right]
    if isinstance(left, list | tuple | SortedList):
        pairs = zip_longest(left, right, fillvalue=MISSING)
        return [(f"[{place}]", *pair) for place, pair in enumerate(pairs)]
    if hasattr(left, "__pydantic_fields__"):
        return []
    names = {**getattr(left, "__dict__", {}), **getattr(right, "__dict__", {})}
    return [
        (f".{name}", getattr(left, name, MISSING), getattr(right, name, MISSING))
        for name in names
        if name not in COUNTED
    ]


def _is_bare(thing: Any) -> bool:
    """Whether it is nothing but its parts, or what is done with them."""
    return callable(thing) or type(thing).__eq__ is object.__eq__
