"""Any id or name, of any kind of thing."""

import asyncio
import re
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from scalehook.gateway.console.desk import Desk
from scalehook.gateway.console.views import overview
from scalehook.gateway.console.views.listing import read
from scalehook.gateway.console.views.timelines import grown
from scalehook.gateway.control.status import status_of
from scalehook.timeline import Node
from scalehook_contracts.errors.common import InvalidParameter
from scalehook_contracts.scaling_controller.instances import DescribeScalingInstances
from scalehook_contracts.template_engine.executions import ListExecutions

KINDS = ["group", "wait", "instance", "queue", "topic", "execution", "timeline"]
MOST = 50
ID, DIGIT = re.compile(r"[\w.-]{8,}"), re.compile(r"\d")  # no word of a language, but something counted
EXECUTION = re.compile(r"exec-[\w-]{1,100}")
MOST_IDS = 10  # of a text that is searched for
Hit = dict[str, str]


class Search(BaseModel):
    """The query of `search`: an id, or a part of a name."""

    model_config = ConfigDict(extra="forbid")
    q: str = Field(min_length=1, max_length=1024)


async def search(desk: Desk, query: dict[str, str]) -> dict[str, Any]:
    """What there is first, then what has happened."""
    wanted = read(query, Search).q.strip()
    whole, past = await asyncio.gather(_whole(desk), _past(desk))
    for each in (wanted, *_ids(wanted)):
        named = [*await _instances(desk, each), *await _execution(desk, whole, each)]
        hits = [*_of_what_is(whole, each), *named, *_mentioning(past, each)]
        if hits:
            break
    return {"hits": hits[:MOST], "searched": KINDS}


async def _whole(desk: Desk) -> dict[str, Any]:
    """What there is now; longer than the overview has it."""
    status, waits = await asyncio.gather(
        status_of(desk.bus, desk.plane.now(), desk.settings.region),
        overview.waits(desk, {"limit": "500"}),
    )
    return {**status.model_dump(mode="json"), "waits": waits}


def _ids(text: str) -> list[str]:
    """What may be ids in a line of a log, or in JSON: the first known one is meant."""
    found = dict.fromkeys(ID.findall(text))
    return [each for each in found if each != text and DIGIT.search(each)][:MOST_IDS]


def _of_what_is(whole: dict[str, Any], wanted: str) -> Iterator[Hit]:
    for kind, id_of, name_of in (("group", "id", "name"), ("execution", "id", "template")):
        for each in whole[f"{kind}s"]:
            if wanted == each[id_of] or wanted.lower() in each[name_of].lower():
                yield {"kind": kind, "id": each[id_of], "name": each[name_of]}
    for each in whole["waits"]["items"]:
        if wanted in (each["token"], each["hook_id"], each["hook_name"]):
            yield {"kind": "wait", "id": each["token"], "name": each["hook_name"]}
    for kind in ("queue", "topic"):
        for each in whole[f"{kind}s"]:
            if wanted.lower() in each["name"].lower():
                yield {"kind": kind, "id": each["name"], "name": each["name"]}


async def _instances(desk: Desk, wanted: str) -> list[Hit]:
    asked = DescribeScalingInstances(region_id=desk.settings.region, instance_ids=[wanted])
    found = (await desk.ask(asked)).scaling_instances
    return [{"kind": "instance", "id": each.instance_id, "name": each.lifecycle_state} for each in found]


async def _execution(desk: Desk, whole: dict[str, Any], wanted: str) -> list[Hit]:
    """One that is older than the last ones."""
    if not EXECUTION.fullmatch(wanted) or wanted in [each["id"] for each in whole["executions"]]:
        return []
    found = (await desk.ask(ListExecutions(execution_id=wanted))).executions
    return [{"kind": "execution", "id": wanted, "name": each.template_name} for each in found]


async def _past(desk: Desk) -> list[Node]:
    """All trees, as far as anybody knows the past."""
    try:
        return await grown(desk)
    except InvalidParameter:
        return []


def _mentioning(roots: list[Node], wanted: str) -> list[Hit]:
    """The newest first."""
    return [_hit(root) for root in reversed(roots) if root.mentions(wanted)]


def _hit(root: Node) -> Hit:
    return {"kind": "timeline", "id": root.key[1], "name": root.title}
