"""`/_scalehook/fleet`: what goes wrong on purpose, seen and changed."""

import pytest

from scalehook_contracts.errors.common import ServiceUnavailable
from scalehook_contracts.fleet.conditions import (
    DescribeFleetConditions,
    FleetConditions,
    SetFleetConditions,
    StockLevel,
)
from support.desk_of_gateway import Desk

PATH = "/_scalehook/fleet"
JSON = {"content-type": "application/json"}
LEVEL = {"instance_type": "ecs.g7.large", "zone_id": "", "amount": 3}


@pytest.fixture(autouse=True)
def answering(desk: Desk) -> None:
    """The fleet answers."""
    stock = [StockLevel.model_validate(LEVEL)]
    desk.bus.reply = FleetConditions(failure_rate=0.2, start_up_seconds=90, stock=stock)


async def test_they_are_shown(desk: Desk) -> None:
    """As the fleet has them."""
    answer = await desk.send("GET", PATH)
    assert answer.json() == {"failure_rate": 0.2, "start_up_seconds": 90, "stock": [LEVEL]}
    assert desk.bus.asked == [(DescribeFleetConditions(), "root")]


async def test_they_are_changed(desk: Desk) -> None:
    """What is given; the answer is how things stand then."""
    body = {"stock": [LEVEL], "failure_rate": 0.2, "slow_start_seconds": "90s"}
    answer = await desk.send("POST", PATH, json=body)
    assert answer.json()["stock"] == [LEVEL]
    wanted = SetFleetConditions(
        failure_rate=0.2, slow_start_seconds=90, stock=[StockLevel.model_validate(LEVEL)]
    )
    assert desk.bus.operation == wanted
    await desk.send("POST", PATH, json={"reset": True})
    assert desk.bus.operation == SetFleetConditions(reset=True)


@pytest.mark.parametrize(
    "body",
    [
        b"[]",
        b'{"failure_rate": 2}',
        b'{"failure_rate": "x"}',
        b'{"failure_rate": true}',
        b'{"reset": "yes"}',
        b'{"failure": 1}',
        b'{"slow_start_seconds": "soon"}',
        b'{"slow_start_seconds": -1}',
        b'{"stock": [{"instance_type": "a"}]}',
        b'{"stock": [{"instance_type": "", "amount": 1}]}',
        b'{"stock": [{"instance_type": "a@b", "amount": 1}]}',
        b'{"stock": [{"instance_type": "a", "amount": "6_00"}]}',
        b'{"stock": [{"instance_type": "a", "amount": -1}]}',
        b'{"stock": [{"instance_type": "\\ud800", "amount": 1}]}',
    ],
)
async def test_changes_that_make_no_sense(desk: Desk, body: bytes) -> None:
    """Are refused, and nobody hears of them."""
    answer = await desk.send("POST", PATH, content=body, headers=JSON)
    assert (answer.status_code, answer.json()["Code"]) == (400, "InvalidParameter")
    assert desk.bus.asked == []


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_a_fleet_that_does_not_answer(desk: Desk, method: str) -> None:
    """Is told as such."""
    desk.bus.reply = TimeoutError()
    answer = await desk.send(method, PATH, headers=JSON)
    assert (answer.status_code, answer.json()["Code"]) == (503, ServiceUnavailable.code)
