"""Commands of RAM and STS, given by the official SDKs: each by its own method and its own model."""

import importlib
import re
from dataclasses import dataclass
from typing import Any

from alibabacloud_tea_openapi.exceptions import AlibabaCloudException

from scalehook_contracts.base import Operation
from scalehook_contracts.products import STS
from support.cloud.clients import Clients
from support.cloud.generations import Refusal

SPELT = {"Tags": "Tag"}  # lists that requests call by their items


@dataclass(frozen=True)
class Sdk:
    """Whoever has the keys of the clients."""

    clients: Clients

    def __call__(self, command: Operation[Any]) -> Any:
        """The body of the answer."""
        return self.call(type(command), on_the_wire(command))

    def refusal_of(self, command: Operation[Any]) -> Refusal | None:
        """How it is refused; None when it is not."""
        return self.refusal(type(command), on_the_wire(command))

    def call(self, operation: type[Operation[Any]], given: dict[str, Any]) -> Any:
        """By what stands on the wire."""
        own = "sts20150401" if operation.product is STS else "ram20150501"
        models = importlib.import_module(f"alibabacloud_{own}.models")
        request = getattr(models, f"{operation.__name__}Request")().from_map(given)
        client = self.clients.sts if operation.product is STS else self.clients.ram
        method = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", operation.__name__).lower()
        return getattr(client, method)(request).body

    def refusal(self, operation: type[Operation[Any]], given: dict[str, Any]) -> Refusal | None:
        """How it is refused; None when it is not."""
        try:
            self.call(operation, given)
        except AlibabaCloudException as problem:
            return Refusal(problem.status_code, problem.code, problem.data["Message"])
        return None


def on_the_wire(command: Operation[Any]) -> dict[str, Any]:
    """What is given of it, as requests spell it."""
    given = command.model_dump(mode="json", by_alias=True, exclude_unset=True)
    return {SPELT.get(name, name): value for name, value in given.items()}
