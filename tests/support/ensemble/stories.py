"""The stories, as a client plays them: each call is made as soon as the last one is answered."""

import base64
import json

from scalehook_contracts.fleet.instance_creation import RunInstances
from scalehook_contracts.message_service.messages import DeleteMessage, ReceiveMessage
from scalehook_contracts.message_service.queues import CreateQueue
from scalehook_contracts.message_service.subscriptions import Subscribe
from scalehook_contracts.message_service.topics import CreateTopic
from scalehook_contracts.scaling_controller.hooks import DeleteLifecycleHook
from scalehook_contracts.scaling_controller.instance_changes import AttachInstances
from scalehook_contracts.scaling_controller.instance_refreshes import (
    DesiredConfiguration,
    StartInstanceRefresh,
)
from scalehook_contracts.scaling_controller.instance_states import EnterStandby, ExitStandby
from support.ensemble.account import ACCOUNT, REGION, Account

TEMPLATE = "oos:template/ACS-ESS-LifeCycleRunCommand"
BOOT = 2


def script_story(account: Account) -> None:
    """A hook runs a script through the template: first one that works, then one that fails."""
    account.make_role("R")
    account.make_group()
    metadata = {"commandContent": "exit 0", "OOSAssumeRole": "R", "scalingGroupId": "${scalingGroupId}"}
    hook = account.hook(TEMPLATE, json.dumps(metadata), heartbeat_timeout=300)
    account.scale(2)
    account.ensemble.advance(BOOT + 60)
    metadata["commandContent"] = "exit 3"
    account.modify(hook, notification_metadata=json.dumps(metadata))
    account.scale(1)
    account.ensemble.advance(BOOT + 60)


def hook_story(account: Account) -> None:
    """Every kind of receiver, completions, heartbeats, time-outs; ABANDON and ROLLBACK."""
    account.make_group()
    for name in ("q1", "q2"):
        account.call(CreateQueue(queue_name=name, visibility_timeout=300))
    first = account.hook("mns:queue/q1", "note", heartbeat_timeout=60, default_result="ABANDON")
    account.call(CreateTopic(topic_name="t1"))
    endpoint = f"acs:mns:{REGION}:{ACCOUNT}:queues/q2"
    account.call(Subscribe(topic_name="t1", subscription_name="s", endpoint=endpoint))
    account.hook("mns:topic/t1", heartbeat_timeout=30)
    account.hook("eventbridge:eventbus/default", heartbeat_timeout=30)
    nobody = account.hook("", heartbeat_timeout=30)
    _complete_from_queue(account, first)
    roll = _roll_back(account)
    _remove(account, roll)
    _abandon(account, nobody)


def _complete_from_queue(account: Account, hook: str) -> None:
    """A consumer learns the token from the queue, asks for more time, and completes."""
    account.scale(2)
    account.ensemble.advance(BOOT)
    message = account.call(ReceiveMessage(queue_name="q1", wait_seconds=10))
    content = json.loads(base64.b64decode(message.message_body))["content"]
    token = content["lifecycleActionToken"]
    account.heartbeat(hook, token, 120)
    account.ensemble.advance(100)
    account.call(DeleteMessage(queue_name="q1", receipt_handle=message.receipt_handle))
    account.complete(hook, token, "CONTINUE")
    account.ensemble.advance(1)


def _roll_back(account: Account) -> str:
    """Of two hooks of a scale-in the first that rolls back ends the other, and keeps the instance."""
    roll = account.hook("mns:queue/q1", lifecycle_transition="SCALE_IN", default_result="ROLLBACK")
    account.hook("", lifecycle_transition="SCALE_IN")
    activity = account.scale(-1)
    account.ensemble.settle()
    account.complete(roll, account.actions(activity)[roll].lifecycle_action_token, "ROLLBACK")
    account.ensemble.settle()
    return roll


def _remove(account: Account, hook: str) -> None:
    """The next time it lets the instance go, and the other hook abandons."""
    activity = account.scale(-1)
    account.ensemble.settle()
    for waiting in (actions := account.actions(activity)):
        result = "CONTINUE" if waiting == hook else "ABANDON"
        account.complete(waiting, actions[waiting].lifecycle_action_token, result)
    account.ensemble.settle()


def _abandon(account: Account, gone: str) -> None:
    """A template that cannot start ends its wait at once; the queue's hook decides by its time-out."""
    account.call(DeleteLifecycleHook(lifecycle_hook_id=gone))
    account.hook(TEMPLATE, '{"nosuch": "x"}', heartbeat_timeout=600)
    account.scale(1)
    account.ensemble.advance(BOOT + 60)


def instance_story(account: Account) -> None:
    """One is attached with its hook, goes on standby and comes back; then all become others, and the
    first hook of each activity decides about them.
    """
    account.make_group()
    account.call(CreateQueue(queue_name="q1"))
    account.hook("mns:queue/q1", heartbeat_timeout=60)
    account.hook("mns:queue/q1", heartbeat_timeout=60, lifecycle_transition="SCALE_IN")
    group = {"scaling_group_id": account.group}
    account.scale(2)
    account.ensemble.advance(BOOT + 61)
    made = account.call(RunInstances(region_id=REGION, image_id="img", instance_type="ecs.g7.large"))
    account.ensemble.advance(BOOT)
    ours = {**group, "instance_ids": made.instance_id_sets.instance_id_set}
    account.call(AttachInstances(**ours, lifecycle_hook=True, entrusted=True))
    account.ensemble.advance(61)
    account.call(EnterStandby(**ours))
    account.ensemble.settle()
    account.call(ExitStandby(**ours))
    account.ensemble.settle()
    wanted = DesiredConfiguration(image_id="other")
    account.call(StartInstanceRefresh(region_id=REGION, **group, desired_configuration=wanted))
    account.ensemble.advance(3600)
