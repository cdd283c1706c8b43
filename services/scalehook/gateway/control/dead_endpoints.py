"""`/_scalehook/dead…`: what was given up is shown, sent again, and forgotten."""

from pydantic import BaseModel, ConfigDict, Field

from scalehook.gateway.control.bodies import body_of, json_answer
from scalehook.gateway.control.plane import ControlPlane
from scalehook.gateway.http import Answer, HttpRequest


class RetryRequest(BaseModel):
    """The body of `POST /_scalehook/dead/retry`; all letters when no ids are given."""

    model_config = ConfigDict(extra="forbid", defer_build=True)
    ids: list[str] | None = None


class DropRequest(BaseModel):
    """The body of `POST /_scalehook/dead/drop`: which letters. Nobody drops all by leaving them out."""

    model_config = ConfigDict(extra="forbid", defer_build=True)
    ids: list[str] = Field(min_length=1)


class DeadLetterEndpoints:
    """What each of them does."""

    def __init__(self, plane: ControlPlane) -> None:
        self._plane = plane

    async def all(self, request: HttpRequest) -> Answer:
        """Messages that were given up."""
        letters = [letter.model_dump(mode="json") for letter in await self._plane.dead_letters()]
        return json_answer({"dead_letters": letters})

    async def retry(self, request: HttpRequest) -> Answer:
        """Send them again."""
        asked = body_of(request, RetryRequest)
        return json_answer((await self._plane.retry(asked.ids)).model_dump(mode="json"))

    async def drop(self, request: HttpRequest) -> Answer:
        """Forget them."""
        asked = body_of(request, DropRequest)
        return json_answer((await self._plane.drop(asked.ids)).model_dump(mode="json"))
