"""The resource provider on its own: calls by product and action, answers as clients see them."""

from typing import Any

from scalehook.kit.api.operations import build, operations
from scalehook.kit.api.shaping import shaped
from scalehook.resource_provider.service import SERVICE
from scalehook.resource_provider.settings import Settings
from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.base import Operation
from scalehook_contracts.errors import ApiError
from scalehook_contracts.fleet.instances import InstanceCreated, InstanceReleased
from scalehook_contracts.fleet.reports import InstancesReported
from scalehook_contracts.resource_provider.resources import AddResource


def operation(product: str, action: str, **parameters: Any) -> Operation[Any]:
    """With these parameters, as templates and requests give them."""
    return build(operations()[product.lower(), action.lower()], parameters)


def answer(asked: Operation[Any], reply: Any) -> dict[str, Any]:
    """As JSON has it."""
    return shaped(reply, asked.product.versions[0] in asked.product.wrapped)


class Provider:
    """Resources and instances, and what calls make of them."""

    def __init__(self, **settings: Any) -> None:
        self.rehearsal = Rehearsal(SERVICE, settings=Settings(**settings) if settings else None)
        self.rehearsal.tell(InstancesReported(reader=SERVICE.name, whole=True))

    def call(self, product: str, action: str, **parameters: Any) -> dict[str, Any]:
        asked = operation(product, action, **parameters)
        return answer(asked, self.rehearsal.ask(asked))

    def refused(self, product: str, action: str, **parameters: Any) -> str:
        """The code."""
        try:
            self.call(product, action, **parameters)
        except ApiError as refusal:
            return refusal.code
        raise AssertionError(f"{action} was not refused")

    def add(self, kind: str, resource_id: str, **attributes: Any) -> None:
        self.rehearsal.ask(AddResource(kind=kind, resource_id=resource_id, attributes=attributes))

    def launch(self, instance_id: str = "i-1", **fields: Any) -> str:
        self.rehearsal.tell(
            InstanceCreated(
                instance_id=instance_id,
                private_ip_address="172.16.0.1",
                zone_id="cn-hangzhou-h",
                v_switch_id="vsw-1",
                created_at=0,
                **fields,
            )
        )
        return instance_id

    def release(self, instance_id: str = "i-1") -> None:
        self.rehearsal.tell(InstanceReleased(instance_id=instance_id))
