"""A machine whose clock is wrong."""

import time
import urllib.parse
from calendar import timegm
from email.utils import formatdate, parsedate_to_datetime

import httpx
import pytest

from scalehook.consumer.completing import AutoScaling, Refusal, passes
from scalehook.consumer.notification import parse
from scalehook.consumer.server_time import ServerTime
from scalehook.consumer.settings import Settings
from scalehook.consumer.sources.mns_queue import MnsQueue, MnsRefusal
from support.consumers.source import notification

AHEAD = 7200.0
SETTINGS = Settings(endpoint="http://stack", access_key_id="key", access_key_secret="secret")


def cloud(request: httpx.Request) -> httpx.Response:
    """Of two hours later. Refuses what is a quarter of an hour old, and says when it is."""
    now = time.time() + AHEAD
    if date := request.headers.get("date"):
        sent = parsedate_to_datetime(date).timestamp()
    else:
        given = dict(urllib.parse.parse_qsl(request.content.decode()))
        sent = timegm(time.strptime(given["Timestamp"], "%Y-%m-%dT%H:%M:%SZ"))
    if abs(now - sent) < 900:
        return httpx.Response(200, json={"RequestId": "1"})
    code, headers = "InvalidTimeStamp.Expired", {"date": formatdate(now, usegmt=True)}
    if "date" in request.headers:
        return httpx.Response(408, headers=headers, text="<Error><Code>TimeExpired</Code></Error>")
    return httpx.Response(400, headers=headers, json={"Code": code})


async def test_requests_are_dated_by_the_server() -> None:
    """One is refused; the next one is dated right, whoever it asks."""
    transport = httpx.MockTransport(cloud)
    async with httpx.AsyncClient(transport=transport, base_url="http://stack") as client:
        scaling, found = AutoScaling(client, SETTINGS), parse(notification())
        with pytest.raises(Refusal) as refused:
            await scaling.complete(found, "CONTINUE")  # type: ignore[arg-type]  # it is one
        assert passes(refused.value)
        await scaling.complete(found, "CONTINUE")  # type: ignore[arg-type]
    queue = MnsQueue("hooks", SETTINGS, transport)
    with pytest.raises(MnsRefusal, match="TimeExpired") as late:
        await queue.delete("handle")
    assert late.value.passes
    await queue.delete("handle")
    await queue.close()


@pytest.mark.parametrize(
    ("status", "date"),
    [(400, ""), (400, "soon"), (400, formatdate(1030, usegmt=True)), (200, formatdate(0))],
)
def test_what_says_nothing_of_the_time(status: int, date: str) -> None:
    """An answer without a date, one that is about right, one that refuses nothing."""
    known = ServerTime(lambda: 1000.0)
    known.learn(httpx.Response(status, headers={"date": date}))
    assert known.now() == 1000
