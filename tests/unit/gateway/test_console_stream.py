"""What a page is told while it watches."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest

from scalehook.gateway.console.streams import OF_ONE
from scalehook.testing.running import RunningStack

Frame = tuple[str, str, Any]


@contextmanager
def watching(cloud: RunningStack, query: str, **headers: str) -> Iterator[Iterator[Frame]]:
    """The frames, as they come: id, event, data."""
    url = f"{cloud.endpoint}/_scalehook/stream?{query}"
    patient = httpx.Timeout(30)
    with httpx.stream("GET", url, headers=headers, timeout=patient, trust_env=False) as answer:
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/event-stream")
        yield frames(answer.iter_lines())


def frames(lines: Iterator[str]) -> Iterator[Frame]:
    frame: dict[str, str] = {}
    for line in lines:
        name, _, value = line.partition(": ")
        if line:
            frame[name] = value
        elif "data" in frame:
            yield frame["id"], frame["event"], json.loads(frame["data"])
            frame = {}
        else:
            frame = {}


def until(frames: Iterator[Frame], event: str, path: str = "") -> Any:
    """The data of the next frame of that kind, about that path."""
    for _, name, data in frames:
        if name == event and (not path or data["put"][0]["id"] == path):
            return data
    raise AssertionError(f"it ended without {event}")


def test_what_is_watched_comes_whole_and_then_when_it_changes(scalehook_session: RunningStack) -> None:
    """The time first; then each view; then what has changed, without being asked again."""
    queue = scalehook_session.queue("q")
    with watching(scalehook_session, "watch=queues/q/messages&watch=overview") as told:
        hello = next(told)
        assert hello[1] == "hello"
        assert {"virtual", "real", "speed", "next"} <= set(hello[2]["clock"])
        first = until(told, "changes", "queues/q/messages")["put"][0]["view"]
        assert first["messages"] == []
        queue.send("hello")
        after = until(told, "changes", "queues/q/messages")["put"][0]["view"]
        assert len(after["messages"]) == 1


def test_a_moved_clock_is_told(scalehook_session: RunningStack) -> None:
    """A page counts on by itself from what it was told last."""
    with watching(scalehook_session, "watch=overview") as told:
        before = next(told)[2]["clock"]["virtual"]
        scalehook_session.advance(3600)
        assert until(told, "clock")["virtual"] > before


def test_what_cannot_be_shown_is_told_as_such(scalehook_session: RunningStack) -> None:
    """And holds nothing else up."""
    with watching(scalehook_session, "watch=queues/none&watch=nothing&watch=overview") as told:
        missing = until(told, "changes", "queues/none")["put"][0]
        assert missing["error"]["Code"] == "InvalidAction.NotFound"
        assert until(told, "changes", "nothing")["put"][0]["error"]
        assert until(told, "changes", "overview")["put"][0]["view"]["groups"] == []


def test_coming_back(scalehook_session: RunningStack) -> None:
    """Who was here before gets all that there is; who was with another stack is told to begin anew."""
    with watching(scalehook_session, "watch=overview") as told:
        position = next(told)[0]
    with watching(scalehook_session, f"watch=overview&after={position}") as told:
        assert next(told)[1] == "hello"
    with watching(scalehook_session, "watch=overview", **{"last-event-id": "another:7"}) as told:
        assert [next(told)[1], next(told)[1]] == ["reset", "hello"]


def test_a_page_too_many_parks_the_oldest(scalehook_session: RunningStack) -> None:
    """A browser has six connections in all: the newest pages are live, and the oldest is told."""
    with watching(scalehook_session, "watch=overview") as oldest:
        assert next(oldest)[1] == "hello"
        others = [watching(scalehook_session, "watch=overview") for _ in range(OF_ONE)]
        entered = [other.__enter__() for other in others]
        assert [next(told)[1] for told in entered] == ["hello"] * OF_ONE
        assert until(oldest, "parked") == {}
        for other in others:
            other.__exit__(None, None, None)


@pytest.mark.parametrize("query", ["", "watch=", "after=x", "&".join(f"watch=v{n}" for n in range(21))])
def test_watching_nothing_or_too_much(scalehook_session: RunningStack, query: str) -> None:
    """Is refused."""
    url = f"{scalehook_session.endpoint}/_scalehook/stream?{query}"
    answer = httpx.get(url, trust_env=False)
    assert (answer.status_code, answer.json()["Code"]) == (400, "InvalidParameter")
