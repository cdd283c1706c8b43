"""Host names of the cloud's say whose queues are meant, and of which region."""

import pytest
from defusedxml.ElementTree import fromstring

from scalehook.gateway.mns.addresses import NOWHERE, Address, address_in
from scalehook_contracts.access_control.access import CheckAccess
from scalehook_contracts.access_control.keys import ResolvedKey
from scalehook_contracts.message_service.queues import QueueList
from support.desk_of_gateway import KEY_ID, SECRET, Desk, mns_headers

ACCOUNT = "1234567890123456"  # the desk's
USER = "acs:ram::1234567890123456:user/u"


@pytest.mark.parametrize(
    ("host", "said"),
    [
        ("42.mns.cn-beijing.aliyuncs.com", Address("42", "cn-beijing")),
        ("42.MNS.cn-beijing.aliyuncs.com:80", Address("42", "cn-beijing")),
        ("42.mns.cn-beijing-internal.aliyuncs.com", Address("42", "cn-beijing", internal=True)),
        ("42.mns.us-east-1-internal-vpc.aliyuncs.com", Address("42", "us-east-1", internal=True)),
        ("42.mns.cn-beijing-vpc.aliyuncs.com", Address("42", "cn-beijing", internal=True)),
        ("127.0.0.1:4580", NOWHERE),
        ("localhost", NOWHERE),
        ("42.mns.cn-beijing.aliyuncs.com.example", NOWHERE),
        ("", NOWHERE),
    ],
)
def test_what_a_name_says(host: str, said: Address) -> None:
    """Loopback and foreign names say nothing."""
    assert address_in(host) == said


async def test_queues_of_another_account_are_forbidden(desk: Desk) -> None:
    """The key is none of theirs; a wrong signature is told before."""
    host = "42.mns.cn-hangzhou.aliyuncs.com"
    for secret, code in ((SECRET, "AccessDenied"), ("wrong", "SignatureDoesNotMatch")):
        answer = await desk.mns("GET", "/queues", secret=secret, host=host)
        assert (answer.status_code, fromstring(answer.content).findtext("{*}Code")) == (403, code)
    assert desk.bus.asked == []


@pytest.mark.parametrize("place", ["cn-hangzhou", "cn-beijing", "cn-hangzhou-internal"])
async def test_the_accounts_own_name_leads_to_its_queues(desk: Desk, place: str) -> None:
    """In whichever region: this cloud has one."""
    desk.bus.reply = QueueList(queues=[])
    answer = await desk.mns("GET", "/queues", host=f"{ACCOUNT}.mns.{place}.aliyuncs.com")
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("host", "region"),
    [
        (f"{ACCOUNT}.mns.cn-beijing-internal.aliyuncs.com", "cn-beijing"),
        ("127.0.0.1:4580", "cn-hangzhou"),
    ],
)
async def test_permissions_are_asked_for_the_region_of_the_name(
    desk: Desk, host: str, region: str
) -> None:
    """As in the cloud, where each region has queues of its own."""
    desk.bus.reply = QueueList(queues=[])
    desk.bus.principals["user"] = ResolvedKey(access_key_secret=SECRET, principal=USER)
    headers = mns_headers("GET", "/queues", host=host)
    headers["authorization"] = headers["authorization"].replace(KEY_ID, "user")
    assert (await desk.send("GET", "/queues", headers=headers)).status_code == 200
    check = desk.bus.asked[0][0]
    assert isinstance(check, CheckAccess)
    assert check.resources == [f"acs:mns:{region}:{ACCOUNT}:/queues"]
