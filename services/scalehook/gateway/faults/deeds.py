"""Faults that are done at once."""

from scalehook.gateway.control.plane import ControlPlane
from scalehook.gateway.faults import poison
from scalehook.gateway.faults.kinds import AnyKind
from scalehook.gateway.faults.kinds.calls import RefuseConnections
from scalehook.gateway.faults.kinds.deeds import KillService, PoisonMessages
from scalehook.gateway.faults.kinds.notifications import TestNotification
from scalehook.gateway.faults.own import Doors, OwnFaults
from scalehook.kit import ROOT, Requester
from scalehook_contracts.errors.common import InvalidParameter
from scalehook_contracts.errors.scaling import InvalidLifecycleHookIdNotExist
from scalehook_contracts.message_service.messages import SendMessage
from scalehook_contracts.notification_dispatcher.faults import SendTestNotification
from scalehook_contracts.scaling_controller.hooks import DescribeLifecycleHooks, LifecycleHookView


class Deeds:
    """Does them."""

    def __init__(self, bus: Requester, plane: ControlPlane, own: OwnFaults) -> None:
        self._bus, self._plane, self._own = bus, plane, own

    async def do(self, fault_id: str, kind: AnyKind) -> None:
        """Returns when it is done; refuses as its owner does."""
        if isinstance(kind, TestNotification):
            await self._notify(fault_id, kind)
        elif isinstance(kind, PoisonMessages):
            await self._poison(kind)
        elif isinstance(kind, RefuseConnections):
            await self._doors().shut_for(kind.real_seconds)
        elif isinstance(kind, KillService):
            await self._kill(kind)

    async def _kill(self, kind: KillService) -> None:
        if kind.service == "gateway":
            await self._doors().crash(kind.real_seconds)
        else:
            await self._plane.kill(kind.service, kind.real_seconds)

    def _doors(self) -> Doors:
        if self._own.doors is None:
            raise InvalidParameter("kind: this gateway has no port of its own")
        return self._own.doors

    async def _poison(self, kind: PoisonMessages) -> None:
        for form in kind.forms:
            message = SendMessage(queue_name=kind.queue, message_body=poison.body(form, hook=kind.hook))
            await self._bus.call(message, caller=ROOT)

    async def _notify(self, fault_id: str, kind: TestNotification) -> None:
        hook = await self._hook(kind)
        if not hook.notification_arn:
            raise InvalidParameter(f"hook: {kind.hook} notifies nobody")
        command = SendTestNotification(
            fault_id=fault_id,
            notification_arn=hook.notification_arn,
            scaling_group_id=hook.scaling_group_id,
            form=kind.form,
        )
        await self._bus.call(command, caller=ROOT)

    async def _hook(self, kind: TestNotification) -> LifecycleHookView:
        if kind.group:
            asked = DescribeLifecycleHooks(scaling_group_id=kind.group, lifecycle_hook_name=kind.hook)
        else:
            asked = DescribeLifecycleHooks(lifecycle_hook_ids=[kind.hook])
        found = (await self._bus.call(asked, caller=ROOT)).lifecycle_hooks
        if not found:
            raise InvalidLifecycleHookIdNotExist()
        return found[0]
