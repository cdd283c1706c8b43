"""Faults as they are shown: id, kind, how many came and were struck, and what else was asked for."""

from collections.abc import Sequence
from typing import Any

from scalehook.gateway.faults.kinds import Kind
from scalehook.gateway.faults.own import Standing
from scalehook_contracts.notification_dispatcher.faults import NotificationFaultCount
from scalehook_contracts.script_runner.faults import ScriptFaultCount

View = dict[str, Any]


def of_standing(fault_id: str, fault: Standing) -> View:
    """Of calls."""
    return _view(fault_id, fault.spec, fault.seen, fault.fired)


def of_deed(fault_id: str, kind: Kind) -> View:
    """Of what was done at once."""
    return _view(fault_id, kind, 1, 1)


def of_counts(counts: Sequence[NotificationFaultCount | ScriptFaultCount]) -> list[View]:
    """Of another service."""
    return list(map(_of_count, counts))


def _of_count(count: NotificationFaultCount | ScriptFaultCount) -> View:
    """What was not asked for stays out."""
    given = count.fault.model_dump(mode="json", exclude_defaults=True, by_alias=False)
    head = {"id": given.pop("fault_id"), "kind": given.pop("kind")}
    changes = given.pop("changes", {})
    return {**head, "seen": count.seen, "fired": count.fired, **given, **changes}


def _view(fault_id: str, kind: Kind, seen: int, fired: int) -> View:
    given = kind.model_dump(mode="json", exclude_defaults=True)
    return {"id": fault_id, "kind": given.pop("kind"), "seen": seen, "fired": fired, **given}
