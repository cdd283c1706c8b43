"""EventBridge in rehearsal: rules, targets and events, and what is on its way."""

import json
from dataclasses import dataclass, field
from typing import Any

from scalehook.event_bus.service import SERVICE
from scalehook.kit import ROOT
from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.base import Intent
from scalehook_contracts.event_bus.deliveries import RecordEventDelivery
from scalehook_contracts.event_bus.events import EventEntry, PutCloudEvent, PutEvents
from scalehook_contracts.event_bus.rules import CreateRule

BUS, RULE = "default", "rule-1"
MNS = "acs:mns:cn-hangzhou:1234567890123456:"
QUEUE = {"Id": "1", "Type": "acs.mns.queue", "Endpoint": f"{MNS}queues/q1"}


def target(**said: Any) -> dict[str, Any]:
    """The queue `q1`, or what is said."""
    return {**QUEUE, **said}


def parameter(key: str, form: str, value: str | None = None, template: str | None = None) -> Any:
    """A member of `ParamList`."""
    return {"ResourceKey": key, "Form": form, "Value": value, "Template": template}


@dataclass
class Bridge:
    """The service alone."""

    rehearsal: Rehearsal = field(default_factory=lambda: Rehearsal(SERVICE))

    def rule(
        self,
        *targets: dict[str, Any],
        pattern: str = "{}",
        name: str = RULE,
        bus: str = BUS,
        caller: str = ROOT,
    ) -> None:
        """A rule of the default bus, or of another."""
        given = json.dumps(list(targets)) if targets else ""
        self.rehearsal.ask(
            CreateRule(event_bus_name=bus, rule_name=name, filter_pattern=pattern, event_targets=given),
            caller=caller,
        )

    def tell(self, **said: Any) -> None:
        """An event of Auto Scaling."""
        usual: dict[str, Any] = {
            "event_bus_name": BUS,
            "event_id": "E-1",
            "source": "acs.ess",
            "type": "ess:LifecycleHook:ScaleOut",
            "subject": "s",
            "at": 0,
            "data": {"scalingGroupId": "asg-1", "instanceIds": ["i-1"]},
        }
        self.rehearsal.ask(PutCloudEvent(**usual | said))

    def put(self, *events: Any) -> list[EventEntry]:
        """Events of a program."""
        text = json.dumps(list(events))
        return self.rehearsal.ask(PutEvents(event_bus_name=BUS, event_list=text)).data.entry_list

    @property
    def last(self) -> Any:
        """What was begun last."""
        return self.rehearsal.begun[-1][1]

    @property
    def begun(self) -> list[Intent]:
        return [intent for _, intent in self.rehearsal.begun]

    def end(self, reason: str = "", **taken: str) -> None:
        """The attempt that was begun last has ended: with the reason of its failure, or as a message."""
        key, intent = self.rehearsal.begun[-1]
        done = RecordEventDelivery(delivery_id=intent.delivery_id, reason=reason, **taken)  # type: ignore[attr-defined]  # both have it
        self.rehearsal.settle(key, done)
