"""Where faults are asked for, shown and removed, whoever lets them happen."""

import secrets
from typing import Any

from scalehook.gateway.asking import ask
from scalehook.gateway.control.plane import ControlPlane
from scalehook.gateway.faults.deeds import Deeds
from scalehook.gateway.faults.errors import error_of
from scalehook.gateway.faults.kinds import AnyKind, Kind
from scalehook.gateway.faults.kinds.calls import AnyOfCalls, OfCalls, Refuse
from scalehook.gateway.faults.kinds.notifications import ChangeHook, OfWaits
from scalehook.gateway.faults.kinds.scripts import OfScripts
from scalehook.gateway.faults.matching import check_actions
from scalehook.gateway.faults.own import OwnFaults, Standing
from scalehook.gateway.faults.views import View, of_counts, of_deed, of_standing
from scalehook.kit import Requester
from scalehook.kit.logs import Log
from scalehook_contracts.base import Command
from scalehook_contracts.errors.gateway import NoSuchFault
from scalehook_contracts.notification_dispatcher.faults import (
    AddNotificationFault,
    DescribeNotificationFaults,
    NotificationFault,
    RemoveNotificationFaults,
)
from scalehook_contracts.script_runner.faults import (
    AddScriptFault,
    DescribeScriptFaults,
    RemoveScriptFaults,
    ScriptFault,
)

log = Log(__name__)


class FaultDesk:
    """Keeps nothing itself: faults stand where they happen."""

    def __init__(self, bus: Requester, plane: ControlPlane, own: OwnFaults) -> None:
        self._bus, self._own = bus, own
        self._deeds = Deeds(bus, plane, own)

    async def add(self, kind: AnyKind) -> View:
        """One more; what is done at once is done when this returns."""
        fault_id = f"fault-{secrets.token_hex(6)}"
        log.warning("fault on purpose", fault=fault_id, kind=kind.kind)
        if isinstance(kind, AnyOfCalls):
            return self._stand(fault_id, kind)
        if isinstance(kind, OfWaits | OfScripts):
            await ask(self._bus, _command(fault_id, kind))
            return await self.one(fault_id)
        self._own.done[fault_id] = kind  # before: a reset meanwhile forgets it
        try:
            await self._deeds.do(fault_id, kind)
        except BaseException:
            self._own.done.pop(fault_id, None)
            raise
        return of_deed(fault_id, kind)

    async def all(self) -> list[View]:
        """Those of calls first, then deeds; of each owner oldest first."""
        noted = await ask(self._bus, DescribeNotificationFaults())
        scripts = await ask(self._bus, DescribeScriptFaults())
        return self._own_views() + of_counts(noted.counts) + of_counts(scripts.counts)

    async def one(self, fault_id: str) -> View:
        """NoSuchFault when there is none."""
        found = _named(fault_id, self._own_views()) or _named(fault_id, await self.all())
        if found is None:
            raise NoSuchFault(fault_id=fault_id)
        return found

    async def remove(self, fault_id: str) -> View:
        """As it stood; NoSuchFault when there is none."""
        removed = await self._remove(fault_id)
        if not removed:
            raise NoSuchFault(fault_id=fault_id)
        return removed[0]

    async def clear(self) -> list[View]:
        """All, as they stood."""
        return await self._remove("")

    async def _remove(self, fault_id: str) -> list[View]:
        views = self._remove_own(fault_id)
        if views and fault_id:
            return views
        noted = await ask(self._bus, RemoveNotificationFaults(fault_id=fault_id))
        scripts = await ask(self._bus, RemoveScriptFaults(fault_id=fault_id))
        return views + of_counts(noted.counts) + of_counts(scripts.counts)

    def _stand(self, fault_id: str, kind: AnyOfCalls) -> View:
        if isinstance(kind, OfCalls):
            check_actions(kind)
        if isinstance(kind, Refuse):
            error_of(kind.code, kind.status, kind.message)  # refused now, rather than then
        self._own.standing[fault_id] = Standing(kind)
        return of_standing(fault_id, self._own.standing[fault_id])

    def _own_views(self) -> list[View]:
        standing, done = self._own.standing.items(), self._own.done.items()
        return [of_standing(*each) for each in standing] + [of_deed(*each) for each in done]

    def _remove_own(self, fault_id: str) -> list[View]:
        views = [view for view in self._own_views() if fault_id in ("", view["id"])]
        for view in views:
            self._own.done.pop(view["id"], None)
            if (standing := self._own.standing.pop(view["id"], None)) is not None:
                standing.removed.set()
        return views


def _named(fault_id: str, views: list[View]) -> View | None:
    return next((view for view in views if view["id"] == fault_id), None)


def _command(fault_id: str, kind: OfWaits | OfScripts) -> Command[Any]:
    """What its owner is told."""
    given = _given(kind)
    if isinstance(kind, OfScripts):
        return AddScriptFault(fault=ScriptFault(fault_id=fault_id, **given))
    return AddNotificationFault(fault=NotificationFault(fault_id=fault_id, **given))


def _given(kind: Kind) -> dict[str, Any]:
    if not isinstance(kind, ChangeHook):
        return kind.model_dump()
    given = kind.model_dump(exclude=set(kind.changes))
    fields = NotificationFault.model_fields.keys()
    return {name: value for name, value in given.items() if name in fields} | {"changes": kind.changes}
