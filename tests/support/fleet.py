"""A fleet on its own, asked as its users ask it."""

from dataclasses import dataclass
from typing import Any

import pytest

from scalehook.fleet.service import SERVICE
from scalehook.fleet.settings import Settings
from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.base import Command, Event
from scalehook_contracts.errors import ApiError
from scalehook_contracts.fleet.instance_creation import CreateInstance, RunInstances
from scalehook_contracts.fleet.instance_listing import DescribeInstances
from scalehook_contracts.fleet.instance_power import StartInstance, StopInstance
from scalehook_contracts.fleet.instance_views import InstanceView
from scalehook_contracts.fleet.instances import LaunchInstances

REGION = "cn-hangzhou"
TYPE = "ecs.g7.large"
SECONDS = 2  # that a start takes, and a stop


@dataclass
class Fleet:
    """Instances are made by hand, or launched for the scaling group `asg`."""

    rehearsal: Rehearsal

    @classmethod
    def with_settings(cls, **settings: Any) -> "Fleet":
        """Settings by the names of their fields."""
        return cls(Rehearsal(SERVICE, Settings(**settings) if settings else None))

    @property
    def state(self) -> Any:
        return self.rehearsal.state

    def ask(self, command: Command[Any]) -> Any:
        return self.rehearsal.ask(command)

    def advance(self, seconds: float) -> None:
        self.rehearsal.advance(seconds)

    def run(self, amount: int = 1, **more: Any) -> list[str]:
        """They start."""
        given = {"region_id": REGION, "image_id": "img", "instance_type": TYPE, "amount": amount, **more}
        return list(self.ask(RunInstances(**given)).instance_id_sets.instance_id_set)

    def running(self, amount: int = 1, **more: Any) -> list[str]:
        """They run."""
        ids = self.run(amount, **more)
        self.advance(SECONDS)
        return ids

    def stopped(self, amount: int = 1, **more: Any) -> list[str]:
        """They have been stopped."""
        ids = self.running(amount)
        for instance_id in ids:
            self.ask(StopInstance(instance_id=instance_id, **more))
        self.advance(SECONDS)
        return ids

    def create(self, **more: Any) -> str:
        given = {"region_id": REGION, "image_id": "img", "instance_type": TYPE, **more}
        return str(self.ask(CreateInstance(**given)).instance_id)

    def start(self, instance_id: str, **more: Any) -> None:
        self.ask(StartInstance(instance_id=instance_id, **more))

    def launch(self, amount: int = 1, **more: Any) -> None:
        """For the activity `asa`."""
        given = {"scaling_activity_id": "asa", "scaling_group_id": "asg", "instance_type": TYPE, **more}
        self.ask(LaunchInstances(amount=amount, **given))

    def page(self, **filters: Any) -> Any:
        return self.ask(DescribeInstances(**{"region_id": REGION, "page_size": 100, **filters}))

    def described(self, **filters: Any) -> list[InstanceView]:
        return list(self.page(**filters).instances)

    def ids(self, **filters: Any) -> list[str]:
        return [instance.instance_id for instance in self.described(**filters)]

    def names(self, **filters: Any) -> list[str]:
        return [instance.instance_name for instance in self.described(**filters)]

    def one(self, instance_id: str) -> InstanceView:
        [found] = self.described(instance_ids=f'["{instance_id}"]')
        return found

    def status(self, instance_id: str) -> str:
        return self.one(instance_id).status

    def told(self, kind: type[Event]) -> list[Any]:
        """What it has said of this kind so far."""
        return [event for event in self.rehearsal.recorded if type(event) is kind]

    def refusal(self, command: Command[Any]) -> ApiError:
        """What it is refused with; nothing happens."""
        before = len(self.rehearsal.recorded)
        with pytest.raises(ApiError) as caught:
            self.ask(command)
        assert len(self.rehearsal.recorded) == before
        return caught.value
