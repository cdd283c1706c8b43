"""A client of the ensemble: a group with a back end and a database, hooks, and what became of them."""

import json
from collections import Counter
from typing import Any

from scalehook.fleet.state.first_sight import LOCALHOST
from scalehook.scaling_controller.state import Activity
from scalehook_contracts.access_control.policies import AttachPolicyToRole, CreatePolicy
from scalehook_contracts.access_control.roles import CreateRole
from scalehook_contracts.scaling_controller.actions import (
    CompleteLifecycleAction,
    DescribeLifecycleActions,
    LifecycleActionView,
    RecordLifecycleActionHeartbeat,
)
from scalehook_contracts.scaling_controller.configurations import CreateScalingConfiguration
from scalehook_contracts.scaling_controller.groups import CreateScalingGroup, EnableScalingGroup
from scalehook_contracts.scaling_controller.hooks import CreateLifecycleHook, ModifyLifecycleHook
from scalehook_contracts.scaling_controller.rules import CreateScalingRule, ExecuteScalingRule
from support.ensemble.ensemble import Ensemble

REGION, ACCOUNT = "cn-hangzhou", "1234567890123456"
TRUST = {
    "Version": "1",
    "Statement": [
        {
            "Action": "sts:AssumeRole",
            "Effect": "Allow",
            "Principal": {"Service": ["oos.aliyuncs.com"]},
        }
    ],
}
POLICY = {
    "Version": "1",
    "Statement": [
        {
            "Action": ["ecs:RunCommand", "ecs:DescribeInvocation*", "ess:CompleteLifecycleAction"],
            "Resource": "*",
            "Effect": "Allow",
        }
    ],
}


class Account:
    """Whoever calls the stack's APIs."""

    def __init__(self, ensemble: Ensemble) -> None:
        self.ensemble = ensemble
        self.call = ensemble.call
        self.group = ""

    def make_group(self, max_size: int = 10, *, plain: bool = False) -> None:
        """Enabled, empty, with a load balancer and two databases, or without them."""
        made = self.call(
            CreateScalingGroup(
                region_id=REGION,
                min_size=0,
                max_size=max_size,
                load_balancer_ids="" if plain else '["lb-1"]',
                db_instance_ids="" if plain else '["rm-1","rm-2"]',
            )
        )
        self.group = made.scaling_group_id
        configuration = self.call(
            CreateScalingConfiguration(
                scaling_group_id=self.group, image_id="img", instance_type="ecs.g7.large"
            )
        ).scaling_configuration_id
        self.call(
            EnableScalingGroup(
                scaling_group_id=self.group, active_scaling_configuration_id=configuration
            )
        )

    def make_role(self, name: str) -> None:
        """A role that may do what the template does."""
        self.call(CreateRole(role_name=name, assume_role_policy_document=json.dumps(TRUST)))
        self.call(CreatePolicy(policy_name="P", policy_document=json.dumps(POLICY)))
        self.call(AttachPolicyToRole(policy_type="Custom", policy_name="P", role_name=name))

    def hook(self, receiver: str, metadata: str = "", **more: Any) -> str:
        """A hook; its receiver as `mns:queue/q1`, or nobody."""
        service, _, name = receiver.partition(":")
        given = {"lifecycle_transition": "SCALE_OUT", **more}
        command = CreateLifecycleHook(
            scaling_group_id=self.group,
            notification_arn=f"acs:{service}:{REGION}:{ACCOUNT}:{name}" if receiver else "",
            notification_metadata=metadata,
            **given,
        )
        return str(self.call(command).lifecycle_hook_id)

    def modify(self, hook: str, **changes: Any) -> None:
        """Change a hook."""
        self.call(ModifyLifecycleHook(lifecycle_hook_id=hook, **changes))

    def rule(self, by: int) -> str:
        """A rule; its ARI."""
        rule = CreateScalingRule(
            scaling_group_id=self.group,
            adjustment_type="QuantityChangeInCapacity",
            adjustment_value=by,
        )
        return str(self.call(rule).scaling_rule_ari)

    def execute(self, ari: str, token: str = "") -> str:
        """Execute a rule; the activity's id."""
        command = ExecuteScalingRule(scaling_rule_ari=ari, client_token=token)
        return str(self.call(command).scaling_activity_id)

    def scale(self, by: int) -> str:
        """Make a rule, and execute it; the activity's id."""
        return self.execute(self.rule(by))

    def actions(self, activity: str) -> dict[str, LifecycleActionView]:
        """The actions of an activity by their hooks."""
        found = self.call(DescribeLifecycleActions(scaling_activity_id=activity, max_results=50))
        return {action.lifecycle_hook_id: action for action in found.lifecycle_actions}

    def complete(self, hook: str, token: str, result: Any) -> None:
        """End a wait."""
        self.call(
            CompleteLifecycleAction(
                lifecycle_hook_id=hook, lifecycle_action_token=token, lifecycle_action_result=result
            )
        )

    def heartbeat(self, hook: str, token: str, seconds: int) -> None:
        """Extend a wait."""
        self.call(
            RecordLifecycleActionHeartbeat(
                lifecycle_hook_id=hook, lifecycle_action_token=token, heartbeat_timeout=seconds
            )
        )

    def outcome(self) -> dict[str, Any]:
        """What became of everything, in words that do not depend on ids."""
        state, players = self.ensemble.state, self.ensemble.players.values()
        scaling, fleet = state("scaling_controller"), state("fleet")
        told = (event for _, event in self.ensemble.told if not event.private)
        return {
            "instances": sorted(
                i.lifecycle_state for i in scaling.groups[self.group].instances.values()
            ),
            "activities": [_activity(activity) for activity in scaling.activities.values()],
            "whitelists": {
                name: len(database.whitelists["default"].addresses.keys() - {LOCALHOST})
                for name, database in fleet.databases.items()
            },
            "back ends": {name: len(one.servers) for name, one in fleet.load_balancers.items()},
            "messages": {n: len(q.messages) for n, q in state("message_service").queues.items()},
            "executions": sorted(
                (execution.started.template_name, execution.status)
                for execution in state("template_engine").executions.values()
            ),
            "runs": sorted(
                (run.status, run.exit_code)
                for invocation in state("script_runner").invocations.values()
                for run in invocation.runs.values()
            ),
            "can run scripts": len(state("script_runner").instances),
            "events": Counter(type(event).__name__ for event in told),
            "intents": [player.name for player in players if player.machine.intents],
            "parked": [player.name for player in players if player.parked],
        }


def _activity(activity: Activity) -> tuple[Any, ...]:
    actions = [(action.status, action.result) for action in activity.actions.values()]
    return activity.transition, activity.status, activity.total_capacity, actions
