"""`/_scalehook/access/…`: refusals, explanations and plans."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

from scalehook.gateway.asking import ask
from scalehook.gateway.control.access.planning import Planner
from scalehook.gateway.control.bodies import body_of, json_answer, query_of
from scalehook.gateway.http import Answer, HttpRequest
from scalehook.gateway.settings import GatewaySettings
from scalehook.kit import Requester
from scalehook_contracts.access_control.refusals import ExplainAccess, ListRefusals
from scalehook_contracts.errors.ram import NoSuchRefusal

MOST_CONTENT = 1024 * 1024  # of a template
OF_THE_MOMENT = ("acs:CurrentTime", "acs:PrincipalARN", "acs:PrincipalAccount")  # known anew


class RefusalsRequest(BaseModel):
    """The query of `GET /_scalehook/access/refusals`."""

    model_config = ConfigDict(extra="forbid")

    request_id: str = ""
    principal: str = ""
    most: int = Field(100, ge=1, le=1000)


class ExplainRequest(BaseModel):
    """The body of `POST /_scalehook/access/explain`: a request that was refused; or who may do what,
    with what the request has, by keys of conditions.
    """

    model_config = ConfigDict(extra="forbid")

    request_id: str = ""
    principal: str = ""
    action: str = ""
    resource: str = "*"
    context: dict[str, str] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _asks_something(self) -> "ExplainRequest":
        if not self.request_id and not (self.principal and self.action):
            raise ValueError("request_id, or principal and action, is needed")
        return self


class PlanRequest(BaseModel):
    """The body of `POST /_scalehook/access/plan`: the text of a template; or the name of one, the id of
    a hook, or `GROUP/HOOK` by their id and name. `role` acts for a template that names none.
    """

    model_config = ConfigDict(extra="forbid")

    name: str = ""
    template_content: str = ""
    role: str = ""

    @model_validator(mode="after")
    def _is_of_one_thing(self) -> "PlanRequest":
        if bool(self.name) == bool(self.template_content):
            raise ValueError("either name or template_content is needed")
        return self


class AccessEndpoints:
    """The three paths."""

    def __init__(self, bus: Requester, settings: GatewaySettings) -> None:
        self._bus = bus
        self._planner = Planner(bus, settings)

    async def refusals(self, request: HttpRequest) -> Answer:
        """The latest first, each with the statement that would have allowed it."""
        asked = query_of(request, RefusalsRequest)
        return json_answer({"refusals": await self._refusals(**asked.model_dump())})

    async def explain(self, request: HttpRequest) -> Answer:
        """As the policies are now; of a request, with what was noted of it."""
        asked = body_of(request, ExplainRequest)
        if not asked.request_id:
            given = asked.model_dump(exclude={"request_id", "context"})
            return json_answer({"now": [await self._explained(facts=asked.context, **given)]})
        then = await self._refusals(request_id=asked.request_id)
        if not then:
            raise NoSuchRefusal(request_id=asked.request_id)
        return json_answer({"then": then, "now": [await self._once_more(each) for each in then]})

    async def plan(self, request: HttpRequest) -> Answer:
        """The policies that a template or a hook needs, and what of them lacks."""
        asked = body_of(request, PlanRequest, MOST_CONTENT)
        if asked.template_content:
            parts = await self._planner.of_template(content=asked.template_content, role=asked.role)
        else:
            parts = await self._planner.of(asked.name, asked.role)
        return json_answer({"needs": [part.model_dump() for part in parts]})

    async def _refusals(self, **chosen: Any) -> list[dict[str, Any]]:
        found = await ask(self._bus, ListRefusals(**chosen))
        return [each.model_dump(mode="json") for each in found.refusals]

    async def _explained(self, **asked: Any) -> dict[str, Any]:
        return (await ask(self._bus, ExplainAccess(**asked))).model_dump(mode="json")

    async def _once_more(self, refusal: dict[str, Any]) -> dict[str, Any]:
        facts = {key: v for key, v in refusal["facts"].items() if key not in OF_THE_MOMENT}
        return await self._explained(
            principal=refusal["principal"],
            action=refusal["action"],
            resource=refusal["resources"][0],
            facts=facts,
        )
