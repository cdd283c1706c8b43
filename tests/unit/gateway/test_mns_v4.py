"""The newer signature of MNS on its way through the gateway."""

import hmac
from datetime import UTC, datetime
from email.utils import format_datetime
from urllib.parse import quote

import pytest
from defusedxml.ElementTree import fromstring

from support.desk_of_gateway import KEY_ID, SECRET, Desk

TARGET = "/queues/q/messages?peekonly=true&ReceiptHandle=a+b%2Fc&numOfMessages=3&waitseconds="
QUERY = "numofmessages=3&peekonly=true&receipthandle=a%2Bb%2Fc&waitseconds"  # as it is signed


def signed(
    secret: str = SECRET, day: str = "", region: str = "cn-hangzhou", key_id: str = KEY_ID, at: str = ""
) -> dict[str, str]:
    """The headers of a request for that target, now or at a time."""
    time = datetime.fromisoformat(at) if at else datetime.now(UTC)
    stamp = f"{time.year:04}{time:%m%dT%H%M%SZ}"
    day = day or stamp[:8]
    scope = f"{day}/{region}/mns/aliyun_v4_request"
    canonical = f"GET\n{quote('/queues/q/messages')}\n{QUERY}\nx-mns-version:2015-06-06\n\n"
    text = f"MNS4-HMAC-SHA256\n{stamp}\n{scope}\n{canonical}"
    key = f"aliyun_v4{secret}".encode()
    for part in (day, region, "mns", "aliyun_v4_request"):
        key = hmac.digest(key, part.encode(), "sha256")
    signature = hmac.digest(key, text.encode(), "sha256").hex()
    return {
        "date": format_datetime(time, usegmt=True),
        "x-mns-version": "2015-06-06",
        "authorization": f"MNS4-HMAC-SHA256 Credential={key_id}/{scope},Signature={signature}",
    }


async def code(desk: Desk, headers: dict[str, str]) -> str:
    """That of the refusal; empty when the request came through."""
    desk.bus.asked.clear()
    answer = await desk.send("GET", TARGET, headers=headers)
    if desk.bus.asked:
        return ""
    return str(fromstring(answer.content).findtext("{*}Code"))


async def test_a_good_one(desk: Desk) -> None:
    """For whichever region, in either case of letters, with a blank or without."""
    headers = signed()
    spelt = headers["authorization"]
    head, _, signature = spelt.rpartition("=")
    for authorization in (spelt, f"{head}={signature.upper()}", spelt.replace(",", ", ")):
        assert await code(desk, headers | {"authorization": authorization}) == ""
    assert await code(desk, signed(region="us-east-1")) == ""


@pytest.mark.parametrize(
    ("given", "more", "expected"),
    [
        ({"secret": "another"}, {}, "SignatureDoesNotMatch"),
        ({"day": "20200101"}, {}, "SignatureDoesNotMatch"),
        ({}, {"x-mns-prefix": "p"}, "SignatureDoesNotMatch"),
        ({"at": "2026-01-01T00:00:00+00:00"}, {}, "TimeExpired"),
        ({"at": "0100-01-01T00:00:00+00:00"}, {}, "TimeExpired"),
        ({"at": "9999-12-31T23:59:59+00:00"}, {}, "TimeExpired"),
        ({"key_id": "nobody"}, {}, "InvalidAccessKeyId"),
        ({"day": "2020"}, {}, "InvalidAuthorizationHeader"),
        ({}, {"authorization": "MNS4-HMAC-SHA256 x"}, "InvalidAuthorizationHeader"),
    ],
)
async def test_one_that_is_refused(
    desk: Desk, given: dict[str, str], more: dict[str, str], expected: str
) -> None:
    """Another day's key signs nothing of today; dates at the ends of the calendar are over."""
    assert await code(desk, signed(**given) | more) == expected
