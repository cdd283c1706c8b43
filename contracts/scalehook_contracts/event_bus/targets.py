"""Targets of a rule: where its events go, and what of them."""

from typing import Literal

from pydantic import ConfigDict, Field

from scalehook_contracts.base import Event, Fresh, Listed, Part
from scalehook_contracts.event_bus.base import Answer, EventBridgeOperation, of_bus, of_rule
from scalehook_contracts.event_bus.buses import DEFAULT
from scalehook_contracts.lasting_callers import LastingCaller
from scalehook_contracts.numbers import Int64
from scalehook_contracts.pages import LargePageSize
from scalehook_contracts.passed_roles import roles_of_targets
from scalehook_contracts.plain import PlainObject

TargetType = Literal["acs.mns.queue", "acs.mns.topic", "http", "https", "acs.oos", "acs.eventbridge"]
Strategy = Literal["BACKOFF_RETRY", "EXPONENTIAL_DECAY_RETRY"]
Form = Literal["ORIGINAL", "JSONPATH", "CONSTANT", "TEMPLATE"]
MOST_TARGETS = 5  # of a rule


class Exact(Part):
    """What users write as JSON: a member that is not known would be lost, and so is refused."""

    model_config = ConfigDict(extra="forbid")


class TargetParameter(Exact):
    """One parameter of a target. `Value` is a JSON path, a constant, or a JSON object of paths whose
    values stand for the `${name}` of `Template`.
    """

    resource_key: str = Field(min_length=1)
    form: Form = "ORIGINAL"
    value: str | None = None
    template: str | None = None


class DeadLetterQueue(Exact):
    """Where events go that could not be delivered: an MNS queue, another bus, or a topic of RocketMQ or
    Kafka, which may be in a private network.
    """

    arn: str = ""
    network: Literal["PublicNetwork", "PrivateNetwork"] | None = None
    vpc_id: str | None = None
    v_switch_ids: str | None = Field(None, alias="VSwitchIds")
    security_group_id: str | None = None

    @property
    def is_private(self) -> bool:
        """Whether it says something of a private network."""
        said = (self.vpc_id, self.v_switch_ids, self.security_group_id)
        return self.network == "PrivateNetwork" or any(said)


class ConcurrentConfig(Exact):
    """How many events may be on their way to a target at once; the others wait for their turn."""

    concurrency: int = Field(ge=1, le=1000, strict=True)


class EventTarget(Exact):
    """A target. With `ErrorsTolerance` `ALL`, an event that cannot be delivered holds no others up. With
    `NONE` they wait, in their order, until the target has taken it.
    """

    id: str = Field(min_length=1, max_length=255)
    type: TargetType
    endpoint: str = ""
    errors_tolerance: Literal["ALL", "NONE"] = "ALL"
    push_retry_strategy: Strategy = "BACKOFF_RETRY"
    dead_letter_queue: DeadLetterQueue | None = None
    concurrent_config: ConcurrentConfig | None = None
    param_list: list[TargetParameter] = Listed("ParamList")


class TargetView(Part):
    """A target, as it is shown. There are no details beside what its parameters say."""

    id: str
    type: str
    endpoint: str
    errors_tolerance: str
    push_retry_strategy: str
    push_selector: str
    dead_letter_queue: DeadLetterQueue | None
    concurrent_config: ConcurrentConfig | None
    param_list: list[TargetParameter] = Listed("ParamList")
    event_bus_name: str
    rule_name: str
    detail_map: PlainObject = Fresh(dict)


class FailedEntry(Part):
    """What was not done, and why."""

    entry_id: str
    error_code: str
    error_message: str


class FailedEntries(Part):
    """All that was not done."""

    error_entries_count: Int64
    error_entries: list[FailedEntry] = Listed("ErrorEntry")


class EntriesAnswer(Answer):
    """What was not done."""

    data: FailedEntries


class PutTargets(LastingCaller, EventBridgeOperation[EntriesAnswer]):
    """Gives a rule targets; one that has the id already is replaced. `Targets` is a JSON array."""

    event_bus_name: str
    rule_name: str
    targets: str

    def resources(self) -> list[str]:
        """The rule."""
        return of_rule(self.event_bus_name, self.rule_name)

    def passed_roles(self) -> list[str]:
        """Those that executions of templates are to act as."""
        return roles_of_targets(self.targets)


class TargetPage(Part):
    """Some of them; `total` counts all that were asked for."""

    targets: list[TargetView] = Listed("Target")
    next_token: str
    total: Int64


class TargetList(Answer):
    """Targets in the order in which they came."""

    data: TargetPage


class ListTargets(EventBridgeOperation[TargetList]):
    """Lists the targets of a rule, or of all rules of a bus; with `Arn`, those with this endpoint."""

    event_bus_name: str = DEFAULT
    rule_name: str = ""
    arn: str = ""
    limit: LargePageSize = 10
    next_token: str = ""

    def resources(self) -> list[str]:
        """The rule, or the bus."""
        if not self.rule_name:
            return of_bus(self.event_bus_name)
        return of_rule(self.event_bus_name, self.rule_name)


class DeleteTargets(EventBridgeOperation[EntriesAnswer]):
    """Takes targets from a rule. `TargetIds` is a JSON array."""

    event_bus_name: str
    rule_name: str
    target_ids: str

    def resources(self) -> list[str]:
        """The rule."""
        return of_rule(self.event_bus_name, self.rule_name)


class TargetsPut(Event):
    """A rule has these targets, beside others that it had. `caller` gave them; empty: the account."""

    event_bus_name: str
    rule_name: str
    targets: list[EventTarget] = Listed("Target")
    caller: str = ""
    session_policy: str = ""  # of the caller's session


class TargetsDeleted(Event):
    """A rule has these targets no more."""

    event_bus_name: str
    rule_name: str
    target_ids: list[str] = Listed("TargetId")
