"""Headers of requests to MNS: what is expected of them, what may be missing, and what is refused."""

from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring

from scalehook.gateway.mns.signature import sign
from scalehook_contracts.access_control.keys import ResolvedKey
from scalehook_contracts.message_service.queues import CreateQueue, QueueCreation, QueueList
from support.desk_of_gateway import KEY_ID, SECRET, Desk, mns_headers

NAMESPACE = "{http://mns.aliyuncs.com/doc/v1}"
BODY = b"<Queue><DelaySeconds>5</DelaySeconds></Queue>"


def code(content: bytes) -> str | None:
    """Of an error."""
    error: Element = fromstring(content)
    return error.findtext(f"{NAMESPACE}Code")


@pytest.mark.parametrize(
    "content_type",
    [
        "text/xml",
        "application/xml",
        "text/xml;charset=UTF-8",
        "text/xml;charset=utf-8",
        "Text/XML; Charset=Utf-8",
        'application/xml; charset="UTF-8"',
    ],
)
async def test_types_of_bodies(desk: Desk, content_type: str) -> None:
    """Each that an official client sends, in any letter case."""
    desk.bus.reply = QueueCreation(created=True)
    answer = await desk.mns("PUT", "/queues/q", BODY, **{"content-type": content_type})
    assert answer.status_code == 201
    assert desk.bus.operation == CreateQueue(queue_name="q", delay_seconds=5)


@pytest.mark.parametrize(
    "content_type",
    [
        "application/json",
        "application/x-www-form-urlencoded",
        "text/plain",
        "text/xmlx",
        "text/xml;charset=gbk",
        "text/xml;charset=utf-16",
        ";",
        "é",
    ],
)
async def test_types_that_are_no_xml(desk: Desk, content_type: str) -> None:
    """Are refused, and nobody is asked; where there is no body no type is looked at."""
    answer = await desk.mns("PUT", "/queues/q", BODY, **{"content-type": content_type})
    assert (answer.status_code, code(answer.content)) == (400, "InvalidContentType")
    assert desk.bus.asked == []
    desk.bus.reply = QueueCreation(created=True)
    answer = await desk.mns("PUT", "/queues/q", **{"content-type": content_type})
    assert answer.status_code == 201


async def test_a_body_without_a_type(desk: Desk) -> None:
    """Is taken for XML, which it has to be anyway."""
    desk.bus.reply = QueueCreation(created=True)
    headers = mns_headers("PUT", "/queues/q")
    answer = await desk.send("PUT", "/queues/q", headers=headers, content=BODY)
    assert answer.status_code == 201


async def test_a_request_without_a_version(desk: Desk) -> None:
    """Is served: there is one version only."""
    desk.bus.reply = QueueList()
    headers = mns_headers("GET", "/queues", **{"x-mns-version": ""})
    del headers["x-mns-version"]
    unsigned = {name: value for name, value in headers.items() if name != "authorization"}
    signed = _signed_without_version(unsigned)
    answer = await desk.send("GET", "/queues", headers=signed)
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("date", "status", "refused"),
    [
        (
            "Mon, 01 Jan 0000 00:00:00 GMT",
            408,
            "TimeExpired",
        ),  # 2000, in two digits
        ("Mon, 01 Jan 0001 00:00:00 +1400", 408, "TimeExpired"),
        ("Fri, 01 Jan 0100 00:00:00 GMT", 408, "TimeExpired"),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 408, "TimeExpired"),
        ("Fri, 31 Dec 9999 23:59:59 -1400", 400, "InvalidDateHeader"),
        ("Mon, 01 Jan -001 00:00:00 GMT", 400, "InvalidDateHeader"),
        ("Sat, 01 Jan 10000 00:00:00 GMT", 400, "InvalidDateHeader"),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 408, "TimeExpired"),
        ("Tue, 19 Jan 2038 03:14:08 GMT", 408, "TimeExpired"),
        ("Sun, 30 Feb 2026 00:00:00 GMT", 400, "InvalidDateHeader"),
        ("2026-01-01T00:00:00Z", 400, "InvalidDateHeader"),
    ],
)
async def test_dates_at_the_ends_of_the_calendar(
    desk: Desk, date: str, status: int, refused: str
) -> None:
    """And such as no calendar has: one error each, whichever of the two headers has them."""
    answer = await desk.mns("GET", "/queues", date=date)
    assert (answer.status_code, code(answer.content)) == (status, refused)
    headers = mns_headers("GET", "/queues", date="", **{"x-mns-date": date})
    answer = await desk.send("GET", "/queues", headers=_signed_by_x_date(headers, date))
    assert (answer.status_code, code(answer.content)) == (status, refused)


async def test_a_security_token_is_not_signed(desk: Desk) -> None:
    """That of a session comes beside what is signed. The account's own key has none: one that is sent
    is somebody else's.
    """
    desk.bus.reply = QueueList()
    desk.bus.principals["STS.x"] = ResolvedKey(
        access_key_secret=SECRET, principal="acs:ram::1:assumed-role/r/s"
    )
    headers = mns_headers("GET", "/queues") | {"security-token": "anything+/="}
    answer = await desk.send("GET", "/queues", headers=headers)
    assert (answer.status_code, code(answer.content)) == (400, "InvalidSecurityToken.Malformed")
    headers["authorization"] = headers["authorization"].replace(KEY_ID, "STS.x")
    assert (await desk.send("GET", "/queues", headers=headers)).status_code == 200


async def test_a_request_id_of_the_caller(desk: Desk) -> None:
    """Is signed like other headers of MNS, and has no effect: the answer has one of its own."""
    desk.bus.reply = QueueList()
    answer = await desk.mns("GET", "/queues", **{"x-mns-user-request-id": "mine"})
    assert answer.status_code == 200
    assert len(answer.headers["x-mns-request-id"]) == 24
    assert answer.headers["x-mns-request-id"] == answer.headers["x-mns-request-id"].upper()


def _signed_without_version(headers: dict[str, str]) -> dict[str, str]:
    return headers | {"authorization": _signature(f"GET\n\n\n{headers['date']}\n/queues")}


def _signed_by_x_date(headers: dict[str, str], date: str) -> dict[str, str]:
    """Without a Date; its line in what is signed is the other header's."""
    own = f"x-mns-date:{date}\nx-mns-version:{headers['x-mns-version']}\n"
    kept = {name: value for name, value in headers.items() if name != "date"}
    return kept | {"authorization": _signature(f"GET\n\n\n{date}\n{own}/queues")}


def _signature(text: str) -> str:
    return f"MNS testid:{sign(SECRET, text)}"
