"""Every error that the documents of MNS list, of both APIs: by a request, or by a fault where no request
can.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

import pytest
from alibabacloud_mns_open20220119 import models
from alibabacloud_tea_openapi.exceptions import AlibabaCloudException
from defusedxml.ElementTree import fromstring

from scalehook.testing.running import RunningStack, running_stack
from scalehook_contracts.errors import ApiError, mns
from support.cloud.clients import Clients
from support.cloud.plane_refusals import DOCUMENTED, GONE, SAME, call
from support.desk_of_gateway import KEY_ID, mns_headers
from support.http import HTTP

LONG = "x" * 257
GOOD = "<Message><MessageBody>x</MessageBody></Message>"
FAR = "Thu, 01 Jan 2015 00:00:00 GMT"
HELD = "/queues/q/messages?ReceiptHandle="


@dataclass(frozen=True)
class Row:
    """A request, and the status and the code that answer it. What is not to be sent is None in
    `headers`; `fault` names the action that is struck.
    """

    status: int
    code: str
    method: str
    target: str
    body: str = ""
    headers: dict[str, str | None] = field(default_factory=dict)
    secret: str = ""  # another than the account's
    key_id: str = ""  # likewise
    fault: str = ""
    text: str = ""  # a part of the message


ROWS = (
    Row(400, "InvalidAuthorizationHeader", "GET", "/queues", headers={"authorization": "MNS x"}),
    Row(400, "MissingAuthorizationHeader", "GET", "/queues", headers={"authorization": None}),
    Row(400, "InvalidDateHeader", "GET", "/queues", headers={"date": "soon"}),
    Row(400, "MissingDateHeader", "GET", "/queues", headers={"date": None}),
    Row(400, "InvalidVersionHeader", "GET", "/queues", headers={"x-mns-version": "2014-07-08"}),
    Row(400, "MissingVersionHeader", "GET", "/queues", fault="ListQueue"),
    Row(400, "InvalidContentType", "PUT", "/queues/n", "<Queue/>", {"content-type": "text/json"}),
    Row(400, "InvalidArgument", "PUT", "/queues/n", "<Queue><DelaySeconds>x</DelaySeconds></Queue>",
        text="did not validate against our published schema, cause by DelaySeconds."),
    Row(400, "InvalidArgument", "PUT", "/queues/n",
        "<Queue><VisibilityTimeout>0</VisibilityTimeout></Queue>",
        text="VisibilityTimeout should between 1 and 43200 seconds."),
    Row(400, "InvalidArgument", "PUT", "/queues/n",
        "<Queue><MaximumMessageSize>1</MaximumMessageSize></Queue>",
        text="MaximumMessageSize should between 1024 and 65536 bytes."),
    Row(400, "InvalidArgument", "POST", "/queues/q/messages", GOOD.replace("x", "x" * 65537),
        text="The length of message should not be larger than MaximumMessageSize."),
    Row(400, "MalformedXML", "PUT", "/queues/n", "<Queue>"),
    Row(400, "InvalidDegist", "PUT", "/queues/n", "<Queue/>", {"content-md5": "AAAA"}),
    Row(400, "InvalidRequestURL", "POST", "/nowhere"),
    Row(400, "InvalidQueryString", "GET", "/queues/q/messages?limit=1", text='item "limit"'),
    Row(400, "MissingReceiptHandle", "DELETE", "/queues/q/messages"),
    Row(400, "MissingVisibilityTimeout", "PUT", f"{HELD}x"),
    Row(400, "ReceiptHandleError", "DELETE", f"{HELD}x"),
    Row(400, "InvalidQueueName", "PUT", "/queues/a_b", "<Queue/>"),
    Row(400, "QueueNameLengthError", "PUT", f"/queues/{LONG}", "<Queue/>", text="between 1 and 256."),
    Row(400, "QueueDeletedRecently", "PUT", "/queues/n", "<Queue/>", fault="CreateQueue"),
    Row(400, "QpsLimitExceeded", "GET", "/queues/slow/messages"),
    Row(400, "TopicNameInvalid", "PUT", "/topics/a_b", "<Topic/>"),
    Row(400, "TopicNameLengthError", "PUT", f"/topics/{LONG}", "<Topic/>"),
    Row(400, "SubscriptionNameInvalid", "PUT", "/topics/t/subscriptions/a_b",
        "<Subscription><Endpoint>http://127.0.0.1</Endpoint></Subscription>"),
    Row(400, "SubscriptionNameLengthError", "PUT", f"/topics/t/subscriptions/{LONG}",
        "<Subscription><Endpoint>http://127.0.0.1</Endpoint></Subscription>"),
    Row(400, "EndpointInvalid", "PUT", "/topics/t/subscriptions/n",
        "<Subscription><Endpoint>nowhere</Endpoint></Subscription>"),
    Row(403, "AccessDenied", "GET", "/queues", headers={"host": "42.mns.cn-hangzhou.aliyuncs.com"}),
    Row(403, "InvalidAccessKeyId", "GET", "/queues", key_id="nobody"),
    Row(403, "SignatureDoesNotMatch", "GET", "/queues", secret="another"),
    Row(404, "QueueNotExist", "GET", "/queues/none"),
    Row(404, "MessageNotExist", "GET", "/queues/q/messages"),
    Row(404, "TopicNotExist", "GET", "/topics/none"),
    Row(404, "SubscriptionNotExist", "GET", "/topics/t/subscriptions/none"),
    Row(408, "TimeExpired", "GET", "/queues", headers={"date": FAR}),
    Row(409, "QueueAlreadyExist", "PUT", "/queues/q", "<Queue><DelaySeconds>1</DelaySeconds></Queue>"),
    Row(409, "TopicAlreadyExist", "PUT", "/topics/t",
        "<Topic><MaximumMessageSize>2048</MaximumMessageSize></Topic>"),
    Row(409, "SubscriptionAlreadyExist", "PUT", "/topics/t/subscriptions/s",
        "<Subscription><Endpoint>http://127.0.0.1:9</Endpoint></Subscription>"),
    Row(500, "InternalError", "GET", "/queues", fault="ListQueue"),
    Row(500, "InternalServerError", "GET", "/queues", fault="ListQueue"),
)  # fmt: skip
# of ours alone: the documents name none for these limits, nor for what the control plane refuses
OURS = {
    "QueueNumExceededLimit", "TopicNumExceededLimit", "SubscriptionNumExceededLimit",
    "EventRuleNotExist", "EventRuleAlreadyExist",
}  # fmt: skip


@pytest.fixture(scope="module")
def cloud() -> Iterator[RunningStack]:
    """With a queue, a topic, a subscription, and a queue that delivers one message in a second."""
    with running_stack() as cloud:
        cloud.queue("q")
        cloud.topic("t").subscribe("http://127.0.0.1", name="s")
        plane = Clients(cloud.address, cloud.access_key_id, cloud.access_key_secret).mns_open
        policy = models.CreateQueueRequestTenantRateLimitPolicy(enabled=True, max_receives_per_second=1)
        plane.create_queue(models.CreateQueueRequest(queue_name="slow", tenant_rate_limit_policy=policy))
        yield cloud


def answer(cloud: RunningStack, row: Row) -> tuple[int, dict[str, str]]:
    """The status, and the children of the error."""
    given = {name: value for name, value in row.headers.items() if value is not None}
    typed = {"content-type": "text/xml"} if row.body else {}
    headers = mns_headers(
        row.method, row.target, row.secret or cloud.access_key_secret, **(typed | given)
    )
    if "authorization" not in given:
        key_id = row.key_id or cloud.access_key_id
        headers["authorization"] = headers["authorization"].replace(KEY_ID, key_id)
    else:
        headers["authorization"] = given["authorization"]
    sent = {name: value for name, value in headers.items() if row.headers.get(name, "") is not None}
    got = HTTP.request(row.method, cloud.endpoint + row.target, headers=sent, content=row.body)
    assert got.headers["content-type"] == "text/xml;charset=utf-8"
    return got.status_code, {
        each.tag.partition("}")[2]: each.text or "" for each in fromstring(got.content)
    }


def name_of(row: Row) -> str:
    """For the ids of tests."""
    return f"{row.code}-{row.method}"


@pytest.mark.parametrize("row", ROWS, ids=name_of)
def test_each_error_is_answered(cloud: RunningStack, row: Row) -> None:
    """With its documented status, in XML with all four children."""
    with ExitStack() as ending:
        if row.fault:
            faults: Any = cloud.faults
            given = {} if row.code != "InternalServerError" else {"status": 500}
            ending.enter_context(faults.refuse(row.fault, row.code, **given))
        if row.code == "QpsLimitExceeded":
            for body in ("1", "2"):
                cloud.queue("slow").send(body)
            cloud.queue("slow").receive()
        status, said = answer(cloud, row)
    assert (status, said.get("Code")) == (row.status, row.code), said
    assert row.text in said["Message"]
    assert said.keys() == {"Code", "Message", "RequestId", "HostId"}


def test_no_error_of_mns_is_missing() -> None:
    """Whatever the contracts know, but for what is ours."""
    known = {
        each.code for each in vars(mns).values() if isinstance(each, type) and issubclass(each, ApiError)
    }
    assert known - {row.code for row in ROWS} == OURS


def test_each_error_of_the_control_plane(cloud: RunningStack) -> None:
    """Status, code and text, and all five members of the body. To make the same again is a success, and
    so it is to delete what is gone already.
    """
    plane = Clients(cloud.address, cloud.access_key_id, cloud.access_key_secret).mns_open
    for action, given in (*SAME, *SAME, *GONE):
        assert call(plane, action, given).success is True, action
    for status, code, action, given, text in DOCUMENTED:
        with pytest.raises(AlibabaCloudException) as caught:
            call(plane, action, given)
        refusal: Any = caught.value
        assert (refusal.status_code, refusal.code) == (status, code), (action, given)
        assert refusal.data["Message"] == text if text else refusal.data["Message"], (action, given)
        assert {"RequestId", "HostId", "Code", "Message", "Recommend"} <= refusal.data.keys()
