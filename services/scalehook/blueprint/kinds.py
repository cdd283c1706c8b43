"""What can be in an init file. A new kind is an operation and its line here."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from scalehook_contracts.access_control.policies import CreatePolicy
from scalehook_contracts.access_control.roles import CreateRole
from scalehook_contracts.access_control.users import CreateUser
from scalehook_contracts.base import Command
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.mns import (
    QueueAlreadyExist,
    SubscriptionAlreadyExist,
    TopicAlreadyExist,
)
from scalehook_contracts.errors.oos import EntityAlreadyExistsTemplate
from scalehook_contracts.errors.ram import (
    EntityAlreadyExistsPolicy,
    EntityAlreadyExistsRole,
    EntityAlreadyExistsUser,
)
from scalehook_contracts.errors.resources import ResourceExists
from scalehook_contracts.errors.scaling import (
    InvalidLifecycleHookNameDuplicate,
    InvalidScalingConfigurationNameDuplicate,
    InvalidScalingGroupNameDuplicate,
    InvalidScalingRuleNameDuplicate,
)
from scalehook_contracts.message_service.queues import CreateQueue
from scalehook_contracts.message_service.subscriptions import Subscribe
from scalehook_contracts.message_service.topics import CreateTopic
from scalehook_contracts.resource_provider.resources import AddResource
from scalehook_contracts.scaling_controller.configurations import CreateScalingConfiguration
from scalehook_contracts.scaling_controller.groups import CreateScalingGroup
from scalehook_contracts.scaling_controller.hooks import CreateLifecycleHook
from scalehook_contracts.scaling_controller.rules import CreateScalingRule
from scalehook_contracts.shape import Field, shape
from scalehook_contracts.template_engine.templates import RegisterTemplate

NAME = "name"  # what every element may call its name
POLICIES = "policies"  # of roles and users: names, of this file's own or of the system's
ENABLED = "enabled"  # of groups
NOT_SAID = {"region_id", "client_token", "owner_account"}  # of operations: the stack knows them


@dataclass(frozen=True)
class Kind:
    """The elements of a section: made by an operation, known by its field `name`. One that is `there`
    already is refused so. `parent` is the field that says what an element is in; `extra` are keys that
    are no parameters.
    """

    section: str
    noun: str
    operation: type[Command[Any]]
    name: str
    there: type[ApiError]
    parent: str = ""
    children: "tuple[Kind, ...]" = ()
    extra: tuple[str, ...] = ()

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """Its parameters."""
        left_out = {self.parent, *NOT_SAID}
        return tuple(f for f in shape(self.operation).parameters if f.name not in left_out)


HOOKS = Kind(
    "hooks", "hook", CreateLifecycleHook, "lifecycle_hook_name",
    InvalidLifecycleHookNameDuplicate, "scaling_group_id",
)  # fmt: skip
RULES = Kind(
    "rules", "rule", CreateScalingRule, "scaling_rule_name",
    InvalidScalingRuleNameDuplicate, "scaling_group_id",
)  # fmt: skip
CONFIGURATIONS = Kind(
    "configurations", "configuration", CreateScalingConfiguration, "scaling_configuration_name",
    InvalidScalingConfigurationNameDuplicate, "scaling_group_id",
)  # fmt: skip
SUBSCRIPTIONS = Kind(
    "subscriptions", "subscription", Subscribe, "subscription_name",
    SubscriptionAlreadyExist, "topic_name",
)  # fmt: skip
QUEUES = Kind("queues", "queue", CreateQueue, "queue_name", QueueAlreadyExist)
TOPICS = Kind("topics", "topic", CreateTopic, "topic_name", TopicAlreadyExist, children=(SUBSCRIPTIONS,))
GROUPS = Kind(
    "groups", "group", CreateScalingGroup, "scaling_group_name", InvalidScalingGroupNameDuplicate,
    children=(CONFIGURATIONS, HOOKS, RULES), extra=(ENABLED,),
)  # fmt: skip
KINDS = (  # in the order in which they are made
    Kind("policies", "policy", CreatePolicy, "policy_name", EntityAlreadyExistsPolicy),
    Kind("roles", "role", CreateRole, "role_name", EntityAlreadyExistsRole, extra=(POLICIES,)),
    Kind("users", "user", CreateUser, "user_name", EntityAlreadyExistsUser, extra=(POLICIES,)),
    QUEUES,
    TOPICS,
    Kind("templates", "template", RegisterTemplate, "template_name", EntityAlreadyExistsTemplate),
    Kind("resources", "resource", AddResource, "resource_id", ResourceExists),
    GROUPS,
)
