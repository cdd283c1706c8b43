"""Calling an operation as somebody: what is asked of access control first."""

import json
from typing import Any

import pytest

from scalehook.kit.api.calling import PATIENCE_SECONDS, call_as
from scalehook.kit.settings import Settings
from scalehook_contracts.access_control.access import CheckAccess
from scalehook_contracts.access_control.sts import GetCallerIdentity
from scalehook_contracts.base import Command, Done, Operation
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.ram import NoPermission
from scalehook_contracts.message_service.batches import BatchSendMessage
from scalehook_contracts.message_service.control_plane.subscriptions import Subscribe
from scalehook_contracts.message_service.control_plane.topics import CreateTopic
from scalehook_contracts.message_service.messages import ReceiveMessage
from scalehook_contracts.ownership import Place
from scalehook_contracts.scaling_controller.groups import CreateScalingGroup
from scalehook_contracts.scaling_controller.hooks import CreateLifecycleHook, ModifyLifecycleHook
from scalehook_contracts.scaling_controller.owners import FindGroup
from scalehook_contracts.template_engine.executions import StartExecution

USER = "acs:ram::1:user/u"
ROLE = "acs:ram::1:role/svc"
NAMING = json.dumps({"OOSAssumeRole": "svc", "timeout": "60"})
PASSING: list[Operation[Any]] = [
    StartExecution(template_name="T", parameters=NAMING),
    StartExecution(template_name="T", parameters='{"oosassumerole": "svc"}'),
    CreateLifecycleHook(
        scaling_group_id="g", lifecycle_transition="SCALE_IN", notification_metadata=NAMING
    ),
    ModifyLifecycleHook(lifecycle_hook_id="h", notification_metadata=NAMING),
    CreateScalingGroup.model_validate(
        {
            "RegionId": "r",
            "MinSize": 0,
            "MaxSize": 1,
            "LifecycleHooks": [
                {"LifecycleTransition": "SCALE_IN"},
                {"LifecycleTransition": "SCALE_OUT", "NotificationMetadata": NAMING},
            ],
        }
    ),
]
QUIET: list[Operation[Any]] = [
    StartExecution(template_name="T", parameters=text)
    for text in ("", "{}", "[]", "{", '{"OOSAssumeRole": ""}', '{"OOSAssumeRole": null}', "[" * 100_000)
] + [ModifyLifecycleHook(lifecycle_hook_id="h"), ModifyLifecycleHook(notification_metadata="{x")]


class Bus:
    """Allows some RAM actions, and remembers what it was asked."""

    def __init__(self, *allowed: str) -> None:
        self.allowed = allowed
        self.checks: list[CheckAccess] = []
        self.calls: list[tuple[Command[Any], dict[str, Any]]] = []

    async def call(self, command: Command[Any], **properties: Any) -> Any:
        if isinstance(command, CheckAccess):
            self.checks.append(command)
            if command.action not in self.allowed:
                raise NoPermission()
        elif isinstance(command, FindGroup):
            return Place(resources=["scalinggroup/g"])
        else:
            self.calls.append((command, properties))
        return Done()

    async def call_as(self, operation: Operation[Any], principal: str = USER, **more: Any) -> None:
        """As a user of account 1."""
        await call_as(self, operation, principal, region="r", account="1", **more)


@pytest.mark.parametrize("operation", PASSING, ids=lambda operation: type(operation).__name__)
async def test_who_names_a_role_needs_to_pass_it(operation: Operation[Any]) -> None:
    """Directly, or through a hook; without the permission it is the product's documented refusal."""
    bus = Bus(operation.ram_action())
    with pytest.raises(operation.product.forbidden):
        await bus.call_as(operation)
    assert bus.calls == []
    assert (bus.checks[-1].action, bus.checks[-1].resources) == ("ram:PassRole", [ROLE])
    bus.allowed += ("ram:PassRole",)
    await bus.call_as(operation)
    assert [call for call, _ in bus.calls] == [operation]


@pytest.mark.parametrize("operation", QUIET, ids=repr)
async def test_who_names_none_does_not(operation: Operation[Any]) -> None:
    """Nor does text that cannot be read name one: whoever handles it refuses it."""
    bus = Bus(operation.ram_action())
    await bus.call_as(operation)
    assert [check.action for check in bus.checks] == [operation.ram_action()]


async def test_passing_roles_may_be_free() -> None:
    """The setting is on by default."""
    assert Settings().require_pass_role
    bus = Bus("oos:StartExecution")
    await bus.call_as(PASSING[0], require_pass_role=False)
    assert len(bus.calls) == 1


async def test_the_account_needs_nothing() -> None:
    """Not even for a role."""
    bus = Bus()
    await bus.call_as(PASSING[0], principal="root")
    assert (bus.checks, len(bus.calls)) == ([], 1)


async def test_the_action_and_resources_of_a_batch() -> None:
    """Granted with those of a single message."""
    bus = Bus("mns:SendMessage")
    await bus.call_as(BatchSendMessage(queue_name="q"))
    assert bus.checks[0].resources == ["acs:mns:r:1:/queues/q/messages"]


async def test_what_policies_may_make_conditions_of() -> None:
    """The client's address, what the operation says of itself, and to whom a role is handed."""
    bus = Bus("oos:StartExecution", "ram:PassRole", "mns:CreateTopic", "mns:Subscribe")
    await bus.call_as(PASSING[0], address="192.0.2.7")
    await bus.call_as(CreateTopic(topic_name="t", enable_logging=True))
    role = "acs:ram::1:role/svc"
    given: Any = {"push_type": "queue", "endpoint": "q", "sts_role_arn": role}
    await bus.call_as(Subscribe(topic_name="t", subscription_name="s", **given))
    came = {"acs:SourceIp": "192.0.2.7"}
    assert [check.facts for check in bus.checks] == [
        came,
        came | {"acs:Service": "oos.aliyuncs.com"},
        {"mns:EnableLogging": "true"},
        {},
        {"acs:Service": "mns.aliyuncs.com"},
    ]


async def test_everybody_may_ask_who_they_are() -> None:
    """Nothing is checked."""
    bus = Bus()
    await bus.call_as(GetCallerIdentity())
    assert (bus.checks, len(bus.calls)) == ([], 1)


async def test_how_long_an_answer_may_take() -> None:
    """Longer for a long poll."""
    bus = Bus()
    for operation in (GetCallerIdentity(), ReceiveMessage(queue_name="q")):
        await bus.call_as(operation, principal="root")
    usual, poll = (properties["timeout"] for _, properties in bus.calls)
    assert usual == PATIENCE_SECONDS
    assert poll == PATIENCE_SECONDS + ReceiveMessage.waits


async def test_other_failures_stay_what_they_are() -> None:
    """Only a refusal becomes the product's."""

    class Broken(Bus):
        async def call(self, command: Command[Any], **properties: Any) -> Any:
            raise ApiError("broken")

    with pytest.raises(ApiError, match="broken"):
        await Broken().call_as(PASSING[0])
