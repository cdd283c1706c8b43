"""EventBridge by the official client of its data plane, and by requests that it would not send."""

import json
from types import ModuleType
from typing import Any

import httpx
import pytest
from alibabacloud_oos20190601 import models as oos
from alibabacloud_ram20150501 import models as ram
from alibabacloud_sts20150401 import models as sts

from scalehook.testing.cloud import Cloud
from scalehook_contracts.event_bus.data_plane.events import PutEvents
from support.cloud.clients import Clients
from support.data_plane import client_of, data_plane

DATE = "Thu, 01 Jan 2026 00:00:00 GMT"
RULE = {"event_bus_name": "mine", "rule_name": "rule-1"}
__all__ = ["data_plane"]


@pytest.fixture
def client(data_plane: ModuleType, scalehook_session: Cloud) -> Any:
    """For a stack with the bus `mine`, which sends all of `my.app` to the queue `q`."""
    models, client = data_plane.models, client_of(data_plane, scalehook_session)
    scalehook_session.queue("q")
    client.create_event_bus(models.CreateEventBusRequest(event_bus_name="mine", description="text"))
    target = models.TargetEntry(id="1", type="acs.mns.queue", endpoint="acs:mns:cn-hangzhou:1:queues/q")
    client.create_rule(
        models.CreateRuleRequest(
            **RULE, filter_pattern='{"source":["my.app"]}', description="new", targets=[target]
        )
    )
    return client


def event(models: Any, **said: Any) -> Any:
    """An event of `my.app` for the bus `mine`."""
    usual: dict[str, Any] = {
        "id": "E-1",
        "source": "my.app",
        "type": "t",
        "subject": "s",
        "time": "2026-01-01T08:00:00+08:00",
        "data": b'{"a": 1}',
        "extensions": {"aliyuneventbusname": "mine", "traceparent": "00-1"},
    }
    return models.CloudEvent(**usual | said)


def test_events_come_to_the_targets_of_rules(
    data_plane: ModuleType, client: Any, scalehook_session: Cloud
) -> None:
    """Whatever form the client gives to their data; extensions stay, and say which bus is meant."""
    models = data_plane.models
    forms = {
        "base64": {},  # the client's own type of content
        "json": {"datacontenttype": "application/json"},
        "text": {"datacontenttype": "text/plain", "data": b"hello"},
        "no json": {"datacontenttype": "application/json", "data": b"hello"},
        "none": {"data": b""},
    }
    events = [event(models, id=name, **said) for name, said in forms.items()]
    answer = client.put_events(
        [*events, event(models, id="lost", extensions={}), event(models, id="x" * 300)]
    )
    assert answer.failed_entry_count == 1
    assert [entry.error_code for entry in answer.entry_list] == [""] * 6 + ["InvalidArgument"]
    assert answer.resource_owner_account_id == scalehook_session.account_id
    scalehook_session.settle()
    queue = scalehook_session.queue("q")
    got = [json.loads(queue.receive().text) for _ in forms]
    assert {each["id"]: each["data"] for each in got} == {
        "base64": {"a": 1},
        "json": {"a": 1},
        "text": "hello",
        "no json": "hello",
        "none": "",
    }
    assert {(each["traceparent"], each["aliyuneventbusname"]) for each in got} == {("00-1", "mine")}


def test_an_event_starts_a_template(
    data_plane: ModuleType, client: Any, scalehook_session: Cloud
) -> None:
    """With parameters that are made of the event; the execution's outputs have them."""
    models, cloud = data_plane.models, scalehook_session
    content = {
        "FormatVersion": "OOS-2019-06-01",
        "Parameters": {"word": {"Type": "String"}},
        "Outputs": {"said": {"Type": "String", "Value": "{{ word }}"}},
        "Tasks": [{"Name": "wait", "Action": "ACS::Sleep", "Properties": {"Duration": "PT1S"}}],
    }
    cloud.clients.oos.create_template(
        oos.CreateTemplateRequest(template_name="say", content=json.dumps(content))
    )
    made = models.EBTargetParam(
        resource_key="Parameters", form="TEMPLATE", value='{"w":"$.data.a"}', template='{"word":"${w}"}'
    )
    target = models.TargetEntry(
        id="2", type="acs.oos", endpoint="acs:oos:cn-hangzhou:1:template/say", param_list=[made]
    )
    client.create_targets(models.CreateTargetsRequest(**RULE, targets=[target]))
    client.put_events([event(models, data=b'{"a": "hello"}')])
    cloud.advance("10s")
    [execution] = cloud.clients.oos.list_executions(oos.ListExecutionsRequest()).body.executions
    assert (execution.template_name, execution.status) == ("say", "Success")
    assert json.loads(execution.outputs) == {"said": "hello"}


def test_buses_rules_and_targets(data_plane: ModuleType, client: Any) -> None:
    """They come and go, as the client's models want to see them."""
    models = data_plane.models
    shown = client.get_event_bus(models.GetEventBusRequest(event_bus_name="mine"))
    assert (shown.event_bus_name, shown.description) == ("mine", "text")
    listed = client.list_event_buses(models.ListEventBusesRequest(name_prefix="mi", limit=5))
    assert ([each.event_bus_name for each in listed.event_buses], listed.total) == (["mine"], 1)
    client.disable_rule(models.DisableRuleRequest(**RULE))
    client.update_rule(models.UpdateRuleRequest(**RULE, description="other"))
    rule = client.get_rule(models.GetRuleRequest(**RULE))
    assert (rule.description, rule.status, rule.ctime) == ("other", "DISABLE", rule.mtime)
    client.enable_rule(models.EnableRuleRequest(**RULE))
    [rule] = client.list_rules(models.ListRulesRequest(event_bus_name="mine")).rules
    assert (rule.status, [target.id for target in rule.targets]) == ("ENABLE", ["1"])
    more = models.TargetEntry(id="2", type="http", endpoint="http://127.0.0.1:9/")
    client.create_targets(models.CreateTargetsRequest(**RULE, targets=[more]))
    gone = client.delete_targets(models.DeleteTargetsRequest(**RULE, target_ids=["1", "9"]))
    assert (gone.error_entries_count, gone.error_entries[0].entry_id) == (1, "9")
    [left] = client.list_targets(models.ListTargetsRequest(**RULE)).targets
    assert (left.id, left.type) == ("2", "http")
    tried = models.TestEventPatternRequest(event='{"a":1}', event_pattern='{"a":[1]}')
    assert client.test_event_pattern(tried).result is True
    client.delete_rule(models.DeleteRuleRequest(**RULE))
    client.delete_event_bus(models.DeleteEventBusRequest(event_bus_name="mine"))


def test_events_are_looked_for(data_plane: ModuleType, client: Any, scalehook_session: Cloud) -> None:
    """By their time and by their id, with what became of them."""
    models = data_plane.models
    client.put_events([event(models)])
    scalehook_session.settle()
    ends = {"start_time": 0, "end_time": 2**42}
    found = client.query_events_by_period(
        models.QueryEventsByPeriodRequest(event_bus_name="mine", event_source="my.app", **ends)
    )
    assert ([each.event_id for each in found.traced_events], found.total) == (["E-1"], 1)
    asked = {"event_bus_name": "mine", "event_id": "E-1"}
    [one] = client.query_event_by_event_id(models.QueryEventByEventIdRequest(**asked)).traced_events
    assert (one.event_type, one.event_source) == ("t", "my.app")
    traces = client.query_event_traces(models.QueryEventTracesRequest(**asked)).event_trace_list
    assert [(each.action, each.notify_status) for each in traces] == [("PUT", ""), ("PUSH", "200")]


def test_failures_are_raised(data_plane: ModuleType, client: Any, scalehook_session: Cloud) -> None:
    """With the code, and a status of their own."""
    models = data_plane.models
    unknown = models.GetRuleRequest(event_bus_name="mine", rule_name="nobody")
    calls = {
        "EventRuleNotExisted": lambda: client.get_rule(unknown),
        "EventBusAlreadyExist": lambda: client.create_event_bus(
            models.CreateEventBusRequest(event_bus_name="mine")
        ),
        "InvalidArgument": lambda: client.create_event_bus(
            models.CreateEventBusRequest(event_bus_name="b", tags={"a": "b"})
        ),
        "SignatureDoesNotMatch": lambda: client_of(
            data_plane, scalehook_session, access_key_secret="wrong"
        ).get_rule(unknown),
    }
    for code, call in calls.items():
        with pytest.raises(Exception, match="EventBridgeError-") as raised:
            call()
        assert getattr(raised.value, "code", None) == code


def session_of(cloud: Cloud, **statement: Any) -> dict[str, str]:
    """The keys of a session of a new role, whose policy its user has as well."""
    trusted = {"RAM": [f"acs:ram::{cloud.account_id}:root"]}
    trust = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": trusted}
    assume = {"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*"}
    policy = json.dumps({"Version": "1", "Statement": [{"Effect": "Allow", **statement}, assume]})
    clients, named = cloud.clients.ram, {"policy_name": "put", "policy_type": "Custom"}
    clients.create_user(ram.CreateUserRequest(user_name="putter"))
    document = json.dumps({"Version": "1", "Statement": [trust]})
    role = clients.create_role(
        ram.CreateRoleRequest(role_name="putter", assume_role_policy_document=document)
    ).body.role
    clients.create_policy(ram.CreatePolicyRequest(policy_name="put", policy_document=policy))
    clients.attach_policy_to_user(ram.AttachPolicyToUserRequest(**named, user_name="putter"))
    clients.attach_policy_to_role(ram.AttachPolicyToRoleRequest(**named, role_name="putter"))
    key = clients.create_access_key(ram.CreateAccessKeyRequest(user_name="putter")).body.access_key
    user = Clients(cloud.address, key.access_key_id, key.access_key_secret)
    asked = sts.AssumeRoleRequest(role_arn=role.arn, role_session_name="test")
    keys = user.sts.assume_role(asked).body.credentials
    return {
        "access_key_id": keys.access_key_id,
        "access_key_secret": keys.access_key_secret,
        "security_token": keys.security_token,
    }


def test_a_session_of_a_role(data_plane: ModuleType, client: Any, scalehook_session: Cloud) -> None:
    """Its token is signed with the request; it may do what the role's policy says, on that bus alone."""
    models, cloud = data_plane.models, scalehook_session
    arn = f"acs:eventbridge:*:{cloud.account_id}:eventbus/mine"
    keys = session_of(cloud, Action="eventbridge:PutEvents", Resource=arn)
    putter = client_of(data_plane, cloud, **keys)
    assert putter.put_events([event(models)]).failed_entry_count == 0
    elsewhere = event(models, extensions={"aliyuneventbusname": "default"})
    codes = []
    for refused in (
        lambda: putter.put_events([elsewhere]),
        lambda: putter.get_rule(models.GetRuleRequest(**RULE)),
        lambda: client_of(data_plane, cloud, **keys | {"security_token": "x"}).put_events([elsewhere]),
    ):
        with pytest.raises(Exception, match="EventBridgeError-") as raised:
            refused()
        codes.append(getattr(raised.value, "code", None))
    assert codes == ["AccessDenied"] * 2 + ["InvalidSecurityToken.Malformed"]


def test_a_batch_that_is_too_large(data_plane: ModuleType, client: Any) -> None:
    """The call fails, and nothing of it is there."""
    models = data_plane.models
    for batch in (
        [event(models, id=f"E-{number}") for number in range(17)],
        [event(models, id=f"E-{number}", data=b'"' + b"x" * 150_000 + b'"') for number in range(6)],
    ):
        with pytest.raises(Exception, match="in one call") as raised:
            client.put_events(batch)
        assert getattr(raised.value, "code", None) == "InvalidArgument"
    ends = {"start_time": 0, "end_time": 2**42}
    asked = models.QueryEventsByPeriodRequest(event_bus_name="mine", **ends)
    assert client.query_events_by_period(asked).total == 0


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({}, "MissingParameter"),
        ({"authorization": "acs:x"}, "IncompleteSignature"),
        ({"authorization": "acs:x:y", "x-acs-signature-version": "9"}, "IncompleteSignature"),
        ({"authorization": "acs:x:y", "date": "yesterday"}, "IllegalTimestamp"),
        ({"authorization": "acs:x:y", "date": DATE}, "MissingParameter"),
        (
            {"authorization": "acs:x:y", "date": DATE, "x-acs-signature-nonce": "1"},
            "InvalidAccessKeyId.NotFound",
        ),
    ],
)
def test_requests_that_nobody_has_signed(
    scalehook_session: Cloud, headers: dict[str, str], code: str
) -> None:
    """They are told what is wrong, in the form of this API."""
    answer = httpx.post(f"{scalehook_session.endpoint}/openapi/getEventBus", headers=headers)
    assert 400 <= answer.status_code < 500
    assert answer.json().keys() == {"code", "message", "requestId"}
    assert answer.json()["code"] == code


def test_who_may_put_events() -> None:
    """Leave is needed for each bus that an event names; what cannot be read is meant for the default."""
    text = json.dumps([{"aliyuneventbusname": "b"}, {}, 7])
    assert PutEvents(events=text).resources() == ["eventbus/b", "eventbus/default"]
    assert PutEvents(events="{").resources() == ["eventbus/default"]
    assert PutEvents.ram_action() == "eventbridge:PutEvents"
