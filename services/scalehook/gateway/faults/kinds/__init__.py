"""Every kind of fault, told apart by `kind`. A new one is a class and its place in the union."""

from typing import Annotated

from pydantic import Field, TypeAdapter

from scalehook.gateway.faults.kinds.base import Kind
from scalehook.gateway.faults.kinds.calls import (
    Deaf,
    LoseAnswer,
    Refuse,
    RefuseConnections,
    Slow,
    Unreachable,
)
from scalehook.gateway.faults.kinds.deeds import KillService, PoisonMessages
from scalehook.gateway.faults.kinds.notifications import (
    ChangeHook,
    Delay,
    DeleteHook,
    Double,
    Drop,
    KillInstance,
    Late,
    Reorder,
    TestNotification,
)
from scalehook.gateway.faults.kinds.scripts import FailScript, FloodScript, HangScript

AnyKind = Annotated[
    Refuse
    | Slow
    | LoseAnswer
    | Unreachable
    | Deaf
    | RefuseConnections
    | Drop
    | Delay
    | Late
    | Double
    | Reorder
    | KillInstance
    | DeleteHook
    | ChangeHook
    | TestNotification
    | HangScript
    | FailScript
    | FloodScript
    | PoisonMessages
    | KillService,
    Field(discriminator="kind"),
]
KINDS: TypeAdapter[AnyKind] = TypeAdapter(AnyKind)

__all__ = ["KINDS", "AnyKind", "Kind"]
