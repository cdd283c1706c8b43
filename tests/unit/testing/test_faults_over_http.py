"""Every kind of fault as an HTTP call, for tests in any language."""

import inspect
from typing import Any

from scalehook.gateway.control.faults import kind_names
from scalehook.testing.cloud import Cloud
from scalehook.testing.faults.base import Kinds
from scalehook.testing.faults.faults import Faults
from support.http import HTTP

QUEUE, HOOK = "q", "drain"
SHUTS_DOORS = {"refuse_connections": {"real_seconds": 60}}
ASKED: dict[str, dict[str, Any]] = {
    "refuse": {"code": "Throttling", "times": 2}, "slow": {"seconds": "30s"}, "lose_answer": {},
    "unreachable": {"queue": QUEUE, "how": ["500"]}, "deaf": {"queue": QUEUE},
    "drop": {"hook": HOOK}, "delay": {"seconds": 60}, "late": {}, "double": {"copies": 2},
    "reorder": {"window": 3}, "test_notification": {"hook": HOOK},
    "poison": {"queue": QUEUE, "forms": ["list"]}, "kill_instance": {"how": "stopped"},
    "delete_hook": {"seconds": "10s"}, "change_hook": {"heartbeat_timeout": 30},
    "hang_script": {"contains": "drain"}, "fail_script": {"exit_code": 3},
    "flood_script": {"size": 1000}, "kill_service": {"service": "fleet"},
}  # fmt: skip


def listed(url: str) -> list[str]:
    return [each["id"] for each in HTTP.get(url).json()["faults"]]


def test_each_kind(cloud: Cloud) -> None:
    """It is added, listed with what was asked for, shown and removed; a reset removes all."""
    assert sorted([*ASKED, *SHUTS_DOORS]) == kind_names()
    group, url = cloud.group(), f"{cloud.endpoint}/_scalehook/faults"
    group.hook("SCALE_IN", to=cloud.queue(QUEUE), name=HOOK)
    every = ASKED | {"test_notification": {"group": group.id, "hook": HOOK}}
    for kind, arguments in every.items():
        added = HTTP.post(url, json={"kind": kind, **arguments})
        fault = added.json()
        assert added.status_code == 200, added.text
        assert (listed(url), HTTP.get(f"{url}/{fault['id']}").json()) == ([fault["id"]], fault)
        asked = {name: value for name, value in arguments.items() if name != "seconds"}  # read
        assert fault | asked == fault, kind
        assert HTTP.delete(f"{url}/{fault['id']}").json() == fault
        assert (listed(url), HTTP.delete(f"{url}/{fault['id']}").status_code) == ([], 404)
    for kind, arguments in (*every.items(), *SHUTS_DOORS.items()):
        assert HTTP.post(url, json={"kind": kind, **arguments}).status_code == 200
    cloud.reset()  # the port is closed now: nobody could ask for it over HTTP
    assert listed(url) == []


def test_each_kind_is_a_method(cloud: Cloud) -> None:
    """Of the same name, in Python: what it gives is a context manager."""
    methods = {name for name, _ in inspect.getmembers(Faults, inspect.isfunction)}
    own = {"all", "clear", *dir(Kinds)}
    assert sorted(methods - own) == kind_names()
    with cloud.faults.deaf() as fault:
        assert [each.id for each in cloud.faults.all()] == [fault.id]
    assert (fault.removed, cloud.faults.all()) == (True, [])
