"""Instances as a source of configurations: heard of, read, gone."""

from typing import Any

import pytest

from scalehook.kit import Deferred
from scalehook.scaling_controller.instance_source import configuration_from
from scalehook_contracts.errors import ApiError
from scalehook_contracts.fleet.instances import InstanceCreated, InstanceReleased
from scalehook_contracts.scaling_controller.configurations import CreateScalingConfiguration
from support.scaling.cloud import Cloud


class Awaiting:
    """As much of a handler's work as the function looks at."""

    def __init__(self, cloud: Cloud, late: bool = False) -> None:
        self.state, self.settings = cloud.rehearsal.state, cloud.rehearsal.machine.settings
        self._late = late

    def await_event(self, key: str, seconds: float) -> Deferred | None:
        assert key == "source/i-own"
        return Deferred() if self._late else None


def source(cloud: Cloud, instance_id: str = "i-own", late: bool = False) -> Any:
    work: Any = Awaiting(cloud, late)
    return configuration_from(instance_id, work)


def own(cloud: Cloud) -> None:
    """An instance that was made by hand."""
    cloud.rehearsal.tell(
        InstanceCreated(
            instance_id="i-own",
            private_ip_address="172.16.0.9",
            zone_id="z",
            created_at=0,
            image_id="img-own",
            instance_type="ecs.c7.large",
            security_group_id="sg-own",
            user_data="IyEvYmluL3No",
        )
    )


def test_an_instance_made_by_hand() -> None:
    """Is read as it was made."""
    cloud = Cloud()
    own(cloud)
    found = source(cloud)
    assert isinstance(found, CreateScalingConfiguration)
    assert (found.image_id, found.instance_type) == ("img-own", "ecs.c7.large")
    assert (found.security_group_id, found.user_data) == ("sg-own", "IyEvYmluL3No")


def test_an_instance_of_a_group() -> None:
    """Is like its configuration."""
    cloud = Cloud().enabled()
    cloud.scale(1)
    group = cloud.rehearsal.state.groups[cloud.group]
    request = group.configurations[group.active_configuration_id].request
    assert source(cloud, "i-0") is request
    assert "i-0" not in cloud.rehearsal.state.sources


def test_an_instance_that_is_gone() -> None:
    """Is refused as one that never was; one that is not known yet is waited for."""
    cloud = Cloud()
    own(cloud)
    cloud.rehearsal.tell(InstanceReleased(instance_id="i-own"))
    assert cloud.rehearsal.state.sources == {}
    with pytest.raises(ApiError, match='Instance "i-own" does not exist') as refusal:
        source(cloud)
    assert (refusal.value.code, refusal.value.status) == ("InvalidInstanceId.NotFound", 404)
    assert isinstance(source(cloud, late=True), Deferred)
