"""Subscribers of all kinds: what their endpoints mean, and what they get."""

import json

import pytest

from scalehook.message_service.effects import look_at_endpoint, put_notification
from scalehook.message_service.endpoints import Endpoint, parse
from scalehook.message_service.functions import Function
from scalehook.message_service.service import SERVICE
from scalehook.message_service.settings import Settings
from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.errors.eventbridge import EventBusNotExist
from scalehook_contracts.errors.mns import (
    EndpointInvalid,
    InvalidArgument,
    SubscriptionAlreadyExist,
    SubscriptionNumExceededLimit,
    TopicNumExceededLimit,
)
from scalehook_contracts.message_service.base import Property
from scalehook_contracts.message_service.deliveries import ListDeliveries
from scalehook_contracts.message_service.mailbox import ClearMailbox, Letter, ListLetters
from scalehook_contracts.message_service.policies import DmAttributes, DysmsAttributes
from scalehook_contracts.message_service.publications import PublishMessage
from scalehook_contracts.message_service.pushes import (
    LookAtEndpoint,
    PutNotification,
    RecordEndpointLook,
    RecordPushOutcome,
)
from scalehook_contracts.message_service.subscriptions import (
    GetSubscriptionAttributes,
    Subscribe,
    SubscriptionCreated,
    SubscriptionOutOfReach,
)
from scalehook_contracts.message_service.topics import CreateTopic

ANN, PHONE = "ann@example.org", "13900000000"
BUS = "acs:eventbridge:cn-hangzhou:1:eventbus/b"
NOTE = Property(name="k", value="v", type="STRING")
TRACE = Property(name="traceparent", value="00-1-2-01", type="STRING")
FUNCTION = "acs:fc:cn-hangzhou:1:services/s/functions/f"


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("acs:mns:anywhere:127:queues/q", "queue", "q"),
        ("http://127.0.0.1", "web", "http://127.0.0.1/notifications"),
        ("https://host:8443/a?b=c", "web", "https://host:8443/a?b=c"),
        (f"mail:directmail:{ANN}", "mail", ANN),
        ("sms:directsms:anonymous", "sms", ""),
        (f"sms:directsms:{PHONE}", "sms", PHONE),
        ("smq-ep:dm:1:__dynamic", "mail", ""),
        (f"smq-ep:dysms:1:{PHONE}", "sms", PHONE),
        (BUS, "event_bus", "b"),
        (FUNCTION, "function", FUNCTION),
    ],
)
def test_what_an_endpoint_means(text, kind, name):
    """Of any account and region."""
    assert parse(text) == Endpoint(kind, name)


@pytest.mark.parametrize(
    "text",
    [
        "", "x", "acs:mns:r:1:queue/q", "acs:mns:r:1:queues/", "http://", "http://host:no/", "ftp://host/",
        "mail:directmail:nobody", "mail:other:a@b", "sms:directsms:", "smq-ep:other:1:x", "smq-ep:dm:1:",
        "acs:eventbridge:r:1:eventbus/", "acs:oss:r:1:bucket/b", "http://[::1", " http://h/",
        "http://h/ ", "http://h/\tx",
    ],
)  # fmt: skip
def test_what_means_nothing_is_refused(mns, text):
    """When somebody subscribes."""
    mns.ask(CreateTopic(topic_name="t"))
    with pytest.raises(EndpointInvalid):
        mns.ask(Subscribe(topic_name="t", subscription_name="s", endpoint=text))


def subscribe(mns: Rehearsal, endpoint: str, name: str = "s", **more: object) -> None:
    mns.ask(CreateTopic(topic_name="t"))
    mns.ask(Subscribe(topic_name="t", subscription_name=name, endpoint=endpoint, **more))


def publish(mns: Rehearsal, body: str = "hello", **attributes: object) -> None:
    texts = {name: json.dumps(value) for name, value in attributes.items()}
    mns.ask(
        PublishMessage(
            topic_name="t", message_body=body, message_attributes=texts, user_properties=[NOTE],
            system_properties=[TRACE],
        )
    )  # fmt: skip


def letters(mns: Rehearsal, **wanted: object) -> list[Letter]:
    return mns.ask(ListLetters(**wanted)).letters


def outcomes(mns: Rehearsal) -> list[tuple[str, str]]:
    return [(one.outcome, one.reason) for one in mns.ask(ListDeliveries(topic_name="t")).deliveries]


def test_a_mail_comes_to_the_mailbox(mns):
    """As text, with what the message says of it and its properties; the delivery is in the log."""
    subscribe(mns, f"mail:directmail:{ANN}")
    publish(mns, DirectMail={"AccountName": "us@example.org", "Subject": "News", "IsHtml": 1})
    [mail] = letters(mns, kind="mail")
    assert (mail.to, mail.account, mail.subject, mail.body) == (ANN, "us@example.org", "News", "hello")
    assert mail.is_html
    assert (mail.user_properties, mail.system_properties) == ([NOTE], [TRACE])
    assert outcomes(mns) == [("taken", "")]


def test_mails_are_text(mns):
    """No other format can be asked for; the one that is not asked for is shown."""
    subscribe(mns, f"mail:directmail:{ANN}")
    shown = mns.ask(GetSubscriptionAttributes(topic_name="t", subscription_name="s"))
    assert shown.notify_content_format == "SIMPLIFIED"
    with pytest.raises(InvalidArgument):
        subscribe(mns, f"mail:directmail:{ANN}", "x", notify_content_format="XML")


@pytest.mark.parametrize("address", [["a@b"], {"to": "a@b"}, None, ""])
def test_what_is_no_address_is_none(mns, address):
    """A structure in its place is not spelt out: there is nobody to send to."""
    subscribe(mns, "smq-ep:dm:1:__dynamic")
    publish(mns, DM={"MailAddress": address})
    assert not letters(mns)
    assert outcomes(mns)[0][0] == "retried"


@pytest.mark.parametrize(("count", "came"), [(100, 100), (101, 0)])
def test_how_many_get_a_short_message(mns, count, came):
    """With more receivers than the limit it is a failed attempt: each would get a copy."""
    subscribe(mns, "sms:directsms:anonymous")
    publish(mns, DirectSMS={"Receiver": ",".join(map(str, range(1, count + 1)))})
    assert len(letters(mns, most=1000)) == came
    assert outcomes(mns)[0][0] == ("taken" if came else "retried")


def test_short_messages_have_parameters(mns):
    """The same for all numbers, or others for each."""
    subscribe(mns, "sms:directsms:anonymous")
    common = {"FreeSignName": "Us", "TemplateCode": "SMS_1"}
    same = common | {"Type": "singleContent", "Receiver": "1,2", "SmsParams": '{"code": "7"}'}
    publish(mns, DirectSMS=same)
    each = common | {
        "Type": "multiContent",
        "Receiver": "",
        "SmsParams": '{"3": {"code": "8"}, "4": {}}',
    }
    publish(mns, DirectSMS=each)
    assert [(one.to, one.parameters) for one in letters(mns)] == [
        ("1", '{"code":"7"}'), ("2", '{"code":"7"}'), ("3", '{"code":"8"}'), ("4", ""),
    ]  # fmt: skip
    assert {(one.sign_name, one.template_code) for one in letters(mns)} == {("Us", "SMS_1")}
    assert [one.to for one in letters(mns, to="3")] == ["3"]


def test_the_newer_endpoints_take_what_the_subscription_says(mns):
    """And receivers from the message, as newer SDKs spell them."""
    common = {
        "topic_name": "t",
        "notify_strategy": "BACKOFF_RETRY",
        "notify_content_format": "SIMPLIFIED",
    }
    mns.ask(CreateTopic(topic_name="t"))
    for event in (
        SubscriptionCreated(
            **common, create_time=0, subscription_name="mail", endpoint="smq-ep:dm:1:__dynamic",
            dm_attributes=DmAttributes(account_name="us@example.org", subject="News"),
        ),
        SubscriptionCreated(
            **common, create_time=0, subscription_name="sms", endpoint="smq-ep:dysms:1:__dynamic",
            dysms_attributes=DysmsAttributes(template_code="SMS_1", sign_name="Us"),
        ),
    ):  # fmt: skip
        mns.machine.apply(event)
    publish(mns, DM={"mailAddress": ANN}, DYSMS={"phoneNumber": PHONE})
    mail, sms = letters(mns)
    assert (mail.to, mail.account, mail.subject) == (ANN, "us@example.org", "News")
    assert (sms.to, sms.template_code, sms.sign_name) == (PHONE, "SMS_1", "Us")


@pytest.mark.parametrize("attributes", [{}, {"DirectMail": []}, {"DM": {"Subject": "x"}}])
def test_a_letter_to_nobody_is_a_failed_attempt(mns, attributes):
    """Its reason says what is missing."""
    subscribe(mns, "smq-ep:dm:1:__dynamic")
    publish(mns, **attributes)
    [(outcome, reason)] = outcomes(mns)
    assert outcome == "retried"
    assert "MailAddress" in reason
    assert not letters(mns)


def test_the_mailbox_is_bounded_and_can_be_emptied(mns):
    """The last ones are kept, and come back after a restart."""
    subscribe(mns, f"sms:directsms:{PHONE}", notify_content_format="SIMPLIFIED")
    for number in range(1001):
        publish(mns, str(number))
    mns.restart()
    assert [one.body for one in letters(mns, most=2)] == ["999", "1000"]
    assert letters(mns, most=1000)[0].body == "1"
    for _ in range(2):
        mns.ask(ClearMailbox())
        assert letters(mns) == []


@pytest.mark.parametrize(
    ("form", "attributes", "event"),
    [
        ("STREAM", {}, "hello"), ("SIMPLIFIED", {"Extend": {"k": 1}}, "hello"),
        ("STREAM", {"Extend": {"k": 1}}, {"body": "hello", "attrs": {"Extend": '{"k": 1}'}}),
        ("JSON", {"Extend": {"k": 1, "Message": "no"}},
         {"k": 1, "Message": "hello", "PublishTime": 1767225600000, "TopicName": "t"}),
    ],
)  # fmt: skip
def test_a_function_is_called_where_it_is(called, form, attributes, event):
    """With the event of a trigger, and the headers of its runtime; what it answers is the outcome."""
    subscribe(called, FUNCTION, notify_content_format=form)
    publish(called, **attributes)
    [(key, call)] = called.begun
    assert (call.endpoint, call.seconds) == ("http://127.0.0.1:9000/invoke", 600)
    assert (call.headers["x-fc-function-name"], call.headers["traceparent"]) == ("f", TRACE.value)
    assert json.loads(call.headers["x-mns-user-properties"])[0]["Name"] == "k"
    if isinstance(event, str):
        assert call.body == event
    else:
        assert json.loads(call.body).items() >= event.items()
    called.settle(key, RecordPushOutcome(push_id=call.push_id, reason="HTTP 404"))
    assert outcomes(called) == [("retried", "HTTP 404")]


@pytest.fixture
def called() -> Rehearsal:
    """A service that knows where a function is."""
    functions = {"services/s/functions/f": "http://127.0.0.1:9000"}
    return Rehearsal(SERVICE, Settings(mns_functions=functions))


@pytest.mark.parametrize(
    ("arn", "url"),
    [
        (FUNCTION, "http://a/invoke"), ("acs:fc:r:2:services/s.LATEST/functions/f", "http://a/invoke"),
        ("acs:fc:r:2:services/s.v1/functions/f", "https://b/x?y=z"), ("acs:fc:r:1:functions/g", "http://c:1/invoke"),
        ("acs:fc:r:2:functions/g", ""), ("acs:fc:r:2:services/s/functions/other", ""),
    ],
)  # fmt: skip
def test_how_a_function_is_named(monkeypatch, arn, url):
    """By the end of its name, with its version or without, or by all of it."""
    text = (
        "services/s/functions/f=http://a, services/s.v1/functions/f=https://b/x?y=z,"
        "acs:fc:r:1:functions/g=http://c:1/"
    )
    monkeypatch.setenv("SCALEHOOK_MNS_FUNCTIONS", text)
    assert Settings().function_url(Function(arn).names) == url


@pytest.mark.parametrize("text", ["functions/f", "functions/f=nowhere", '{"functions/f": "ftp://h"}'])
def test_a_function_without_an_address(monkeypatch, mns, text):
    """A setting that has none is refused; without a setting each attempt fails with that reason."""
    monkeypatch.setenv("SCALEHOOK_MNS_FUNCTIONS", text)
    with pytest.raises(ValueError, match=r"has no value|is no address"):
        Settings()
    subscribe(mns, FUNCTION)
    publish(mns)
    mns.advance(120)
    assert outcomes(mns)[-1][0] == "lost"
    assert "SCALEHOOK_MNS_FUNCTIONS has no services/s/functions/f" in outcomes(mns)[-1][1]


def put(mns: Rehearsal) -> tuple[str, PutNotification]:
    subscribe(mns, BUS)
    mns.ask(
        PublishMessage(
            topic_name="t", message_body="hello", message_tag="a",
            user_properties=[NOTE],
        )
    )  # fmt: skip
    key, intent = mns.begun[-1]
    assert isinstance(intent, PutNotification)
    return key, intent


def test_a_bus_gets_an_event(mns):
    """With the fields of a notification."""
    key, intent = put(mns)
    event = intent.event
    assert (event.event_bus_name, event.source) == ("b", "acs.mns")
    assert event.subject == "acs:mns:cn-hangzhou:1234567890123456:topics/t"
    said = {name: event.data[name] for name in ("Message", "MessageTag", "UserProperties")}
    assert said == {"Message": "hello", "MessageTag": "a", "UserProperties": {"k": "v"}}
    mns.settle(key, RecordPushOutcome(push_id=intent.push_id))
    assert outcomes(mns) == [("taken", "")]


class Bus:
    """In the place of the stack's bus."""

    def __init__(self, problem: Exception | None) -> None:
        self.problem = problem

    async def call(self, command: object, **_: object) -> None:
        if self.problem:
            raise self.problem


@pytest.mark.parametrize("problem", [None, TimeoutError(), EventBusNotExist(name="b")])
async def test_what_a_bus_answers_is_the_outcome(mns, problem):
    """One that is not there is a failed attempt."""
    from scalehook.kit.machine.outside import Outside

    _, intent = put(mns)
    outside = Outside(Bus(problem), Settings(), "key", "")  # type: ignore[arg-type]  # all that is asked
    outcome = await put_notification(intent, outside)
    assert bool(outcome.reason) is bool(problem)


def warnings(mns: Rehearsal) -> list[str]:
    return [one.reason for one in mns.ask(ListDeliveries(topic_name="t")).warnings]


@pytest.mark.parametrize(
    "endpoint", ["http://10.1.2.3/", "http://169.254.169.254/", "http://127.0.0.1/_scalehook/reset"]
)
def test_where_pushes_may_not_go_is_said_at_once(mns, endpoint):
    """The subscription is made all the same, as in the cloud."""
    subscribe(mns, endpoint)
    [caution] = [event for event in mns.recorded if isinstance(event, SubscriptionOutOfReach)]
    assert warnings(mns) == [caution.reason]
    assert caution.reason.startswith("pushes may not go to")


@pytest.mark.parametrize("endpoint", ["http://127.0.0.1:80/", "http://[::1]/", "http://localhost/"])
def test_what_is_on_this_machine_needs_no_look(mns, endpoint):
    """Nothing is begun for it."""
    subscribe(mns, endpoint)
    assert not mns.begun
    assert not warnings(mns)


async def test_a_name_is_looked_at_once(mns):
    """The warning follows when it has been looked up."""
    from scalehook.kit.machine.outside import Outside

    subscribe(mns, "http://nowhere.invalid/")
    [(key, look)] = mns.begun
    assert isinstance(look, LookAtEndpoint)
    outside = Outside(None, Settings(), key, "")  # type: ignore[arg-type]  # asks nobody
    outcome = await look_at_endpoint(look, outside)
    assert outcome.reason
    mns.settle(key, outcome)
    assert warnings(mns) == [outcome.reason]


def test_the_end_of_a_look_may_come_late(mns):
    """Its subscription has left, or another of the name is there: that one is not warned."""
    where = {"topic_name": "t", "subscription_name": "s", "endpoint": "http://x.invalid/"}
    mns.ask(RecordEndpointLook(**where, reason="no"))
    subscribe(mns, "http://127.0.0.1/")
    mns.ask(RecordEndpointLook(**where, reason="no"))
    mns.ask(RecordEndpointLook(**where))
    assert not warnings(mns)


def test_how_many_there_may_be_is_a_setting():
    """The cloud has 100 subscriptions of a topic; a stack has more unless it is told."""
    mns = Rehearsal(SERVICE, Settings(mns_most_topics=1, mns_most_subscriptions=1))
    for _ in range(2):  # the same again is no new one
        subscribe(mns, f"mail:directmail:{ANN}")
    with pytest.raises(SubscriptionNumExceededLimit):
        subscribe(mns, f"mail:directmail:{ANN}", "other")
    with pytest.raises(TopicNumExceededLimit):
        mns.ask(CreateTopic(topic_name="other"))


def test_the_same_subscription_again_is_the_same(mns):
    """What is not said has its default in both."""
    subscribe(mns, "http://127.0.0.1/")
    subscribe(mns, "http://127.0.0.1/", notify_content_format="XML", notify_strategy="BACKOFF_RETRY")
    with pytest.raises(SubscriptionAlreadyExist):
        subscribe(mns, "http://127.0.0.1/", filter_tag="x")
