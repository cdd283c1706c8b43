"""A stack's whole state as one file, over HTTP."""

import json

import pytest

from scalehook.testing.cloud import Cloud
from scalehook.testing.running import running_stack
from support.http import HTTP


def url(cloud: Cloud) -> str:
    return f"{cloud.endpoint}/_scalehook/state"


def test_a_file_goes_on_elsewhere(cloud: Cloud) -> None:
    """In another stack what was waited for still is, and ends at its deadline."""
    queue, group = cloud.queue("q"), cloud.group("web")
    group.hook("SCALE_OUT", to=queue, timeout=300, default="ABANDON")
    action = group.scale_out()
    file = HTTP.get(url(cloud))
    assert (file.status_code, "keys" in file.json()) == (200, False)
    with running_stack() as other:
        other.queue("gone")
        answer = HTTP.put(url(other), content=file.content, headers={"Content-Type": "application/json"})
        assert (answer.status_code, list(answer.json())) == (200, ["now"])
        again = other.queue("q")
        assert again.receive().json["content"]["lifecycleActionToken"] == action.token
        other.advance("301s", patience=0)
        kept = json.loads(HTTP.get(url(other)).content)
        actions = kept["services"]["scaling_controller"]["state"]["activities"]
        assert "Timeout" in json.dumps(actions)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"scalehook": "state/2"}, "scalehook: the file is 'state/2'"),
        ({"version": "99.1"}, "version: written by scalehook 99.1"),
        ({"account_id": "1"}, "account_id: it is of 1, and the stack plays"),
        ({"at": "yesterday"}, "at: "),
        ({"keys": {"access_key_id": "a", "access_key_secret": "b"}}, "keys: "),
        ({"queues": []}, "queues: Extra inputs"),
    ],
)
def test_another_or_broken_file(cloud: Cloud, change: dict[str, object], place: str) -> None:
    """The place is named, and nothing changes."""
    queue = cloud.queue("q")
    file = HTTP.get(url(cloud)).json() | change
    answer = HTTP.put(url(cloud), json=file)
    assert (answer.status_code, answer.json()["Message"].startswith(place)) == (400, True), answer.text
    assert queue.depth == 0


def test_a_file_that_does_not_fit_together(cloud: Cloud) -> None:
    """What it names is not in it: nothing changes."""
    group = cloud.group("web")
    group.hook("SCALE_OUT")
    action = group.scale_out()
    file = HTTP.get(url(cloud)).json()
    state = file["services"]["scaling_controller"]["state"]
    state["activities"][action.activity_id]["group_id"] = "asg-none"
    answer = HTTP.put(url(cloud), json=file)
    told = answer.json()["Message"]
    assert (answer.status_code, told.partition(": ")[0]) == (400, "services.scaling_controller.state")
    assert "asg-none" in told
    assert action.status == "Pending"
