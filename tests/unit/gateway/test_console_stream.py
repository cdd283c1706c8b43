"""What a page is told while it watches."""

import asyncio
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from scalehook.gateway.console import stream
from scalehook.gateway.console.desk import Desk
from scalehook.gateway.console.stream import Stream
from scalehook.gateway.console.streams import OF_ONE
from scalehook.gateway.console.views import show
from scalehook.gateway.faults.cut import HungUp
from scalehook.testing.running import RunningStack
from support.patience import PATIENCE_SECONDS, eventually

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


def test_who_has_nothing_to_tell_says_that_somebody_is_there(
    scalehook_session: RunningStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While what is watched takes long to look at, and while nothing changes."""
    seen = threading.Event()

    async def late(desk: Desk, target: str) -> Any:
        await eventually(seen.is_set)
        return await show(desk, target)

    monkeypatch.setattr(stream, "BEAT", 0.01)
    monkeypatch.setattr(stream, "show", late)
    with watching(scalehook_session, "watch=overview") as told:
        assert [next(told)[1], next(told)[1]] == ["hello", "beat"]
        seen.set()
        until(told, "changes", "overview")
        until(told, "beat")


def test_much_that_happens_is_told_at_once(
    scalehook_session: RunningStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many messages come between two looks, each view is sent once, and has no more of them than
    were asked for.
    """
    looking, resting = threading.Semaphore(0), threading.Semaphore(0)

    async def rest(stream: Stream, least: float, over: list[asyncio.Future[Any]]) -> None:
        resting.release()
        await asyncio.to_thread(looking.acquire)

    monkeypatch.setattr(Stream, "_rest", rest)
    queue = scalehook_session.queue("many")
    path = "queues/many/messages?limit=50"
    with watching(scalehook_session, f"watch={quote(path)}&watch=overview") as told:
        assert until(told, "changes", path)["put"][0]["view"]["messages"] == []
        resting.acquire(timeout=PATIENCE_SECONDS)
        for number in range(300):
            queue.send(str(number))
        looking.release()
        resting.acquire(timeout=PATIENCE_SECONDS)
        queue.send("the last")
        looking.release()
        seen = [until(told, "changes", path)["put"][0]["view"] for _ in range(2)]
        assert [each["active_messages"] for each in seen] == [300, 301]
        assert [len(each["messages"]) for each in seen] == [50, 50]
        monkeypatch.undo()
        looking.release()


def test_what_fails_alike_has_one_id(
    scalehook_session: RunningStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A part that cannot be shown is told and logged once, whatever happens meanwhile; what is wrong
    with it later is another failure.
    """
    why = ["one"]

    async def broken(desk: Desk, target: str) -> dict[str, Any]:
        if target == "queues":
            raise RuntimeError(why[0])
        return await show(desk, target)

    monkeypatch.setattr(stream, "show", broken)
    queue = scalehook_session.queue("beside")
    with watching(scalehook_session, "watch=queues&watch=queues/beside") as told:
        first = until(told, "changes", "queues")["put"][0]["error"]
        assert (first["Code"], len(first["RequestId"])) == ("InternalError", 36)
        until(told, "changes", "queues/beside")
        queue.send("x")
        changed = (data["put"][0]["id"] for _, event, data in told if event == "changes")
        assert next(changed) == "queues/beside"  # the part was looked at again, before it
        why[0] = "another"
        assert until(told, "changes", "queues")["put"][0]["error"]["RequestId"] != first["RequestId"]


def test_a_moved_clock_is_told(scalehook_session: RunningStack) -> None:
    """A page counts on by itself from what it was told last."""
    with watching(scalehook_session, "watch=overview") as told:
        before = next(told)[2]["clock"]["virtual"]
        scalehook_session.advance(3600)
        assert until(told, "clock")["virtual"] > before


def test_real_times_are_known_around_each_move(scalehook_session: RunningStack) -> None:
    """Since the process has started; how often something came due is counted with the moves."""
    queue = scalehook_session.queue("timed")
    for seconds in (10, 20, 30):
        queue.send("later", delay_seconds=seconds)
    with watching(scalehook_session, "watch=queues") as told:
        stops = until(told, "hello")["clock"]["stops"]
    before = scalehook_session.now
    scalehook_session.advance(60)
    with watching(scalehook_session, "watch=queues") as told:
        hello = until(told, "hello")
    assert hello["clock"]["stops"] - stops == 3
    start, end = hello["course"]["points"][-2:]
    virtual, real = (
        [datetime.fromisoformat(point[name]) for point in (start, end)] for name in ("virtual", "real")
    )
    assert virtual[0] >= before
    assert virtual[1] - virtual[0] >= timedelta(seconds=60)
    assert datetime.fromisoformat(hello["course"]["began"]) < real[0] <= real[1]


async def test_who_does_not_read_is_left(
    scalehook_session: RunningStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What nobody takes holds memory and a place: after a while the connection breaks."""
    monkeypatch.setattr(stream, "UNREAD", 0.01)
    sent: list[str] = []
    over: list[Stream] = []

    async def never() -> None:
        await asyncio.Event().wait()

    async def send(message: Any) -> None:
        sent.append(message["type"])
        if len(sent) > 2:
            await never()

    gateway = scalehook_session.stack.gateway
    desk = Desk(None, scalehook_session.stack.control, gateway, None, None)
    unread = Stream(desk, ["overview"], "e", "", [never], over.append)
    with pytest.raises(HungUp) as broken:
        await unread.send(send)
    assert broken.value.reset
    assert over == [unread]
    assert sent == ["http.response.start", "http.response.body", "http.response.body"]


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
