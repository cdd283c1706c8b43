"""`/_scalehook/resources`: the resources of products that are simulated no further, by hand."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from scalehook.gateway.asking import ask
from scalehook.gateway.control.bodies import body_of, fitting, json_answer, query_of
from scalehook.gateway.http import Answer, HttpRequest
from scalehook.kit import Requester
from scalehook_contracts.resource_provider.resources import (
    AddResource,
    ListResources,
    RemoveResource,
)


class Wanted(BaseModel):
    """The query: all resources, those of a kind, or one."""

    model_config = ConfigDict(extra="forbid")

    kind: str = ""
    id: str = ""


class Adding(BaseModel):
    """The body of `POST /_scalehook/resources`; without an id it gets one."""

    model_config = ConfigDict(extra="forbid")

    kind: str = Field(min_length=1)
    id: str = ""
    attributes: dict[str, Any] = Field(default_factory=dict)


class ResourceEndpoints:
    """What each of them does."""

    def __init__(self, bus: Requester) -> None:
        self._bus = bus

    async def show(self, request: HttpRequest) -> Answer:
        """`GET /_scalehook/resources?kind=redis&id=r-1`."""
        wanted = query_of(request, Wanted)
        asked = fitting(lambda: ListResources(kind=wanted.kind, resource_id=wanted.id))
        return json_answer((await ask(self._bus, asked)).model_dump(mode="json"))

    async def add(self, request: HttpRequest) -> Answer:
        """One more; it is shown."""
        given = body_of(request, Adding)
        asked = fitting(
            lambda: AddResource(kind=given.kind, resource_id=given.id, attributes=given.attributes)
        )
        return json_answer((await ask(self._bus, asked)).model_dump(mode="json"))

    async def remove(self, request: HttpRequest) -> Answer:
        """`DELETE /_scalehook/resources?kind=redis&id=r-1`."""
        wanted = query_of(request, Wanted)
        asked = fitting(lambda: RemoveResource(kind=wanted.kind, resource_id=wanted.id))
        await ask(self._bus, asked)
        return json_answer({})
