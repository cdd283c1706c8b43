"""Calls about instances, in a fleet where `i-0` starts and all others run; each has a name and a tag."""

from scalehook_contracts.base import Message
from scalehook_contracts.fleet.base import InstanceTag
from scalehook_contracts.fleet.conditions import DescribeFleetConditions, SetFleetConditions, StockLevel
from scalehook_contracts.fleet.instance_attributes import (
    DescribeInstanceAttribute,
    ModifyInstanceAttribute,
)
from scalehook_contracts.fleet.instance_billing import (
    DescribeInstanceAutoRenewAttribute,
    ModifyInstanceAutoRenewAttribute,
    ModifyInstanceChargeType,
    ModifyInstanceNetworkSpec,
)
from scalehook_contracts.fleet.instance_creation import CreateInstance, RunInstances
from scalehook_contracts.fleet.instance_deletion import DeleteInstance, DeleteInstances
from scalehook_contracts.fleet.instance_listing import DescribeInstances, InstanceFilter
from scalehook_contracts.fleet.instance_power import (
    RebootInstance,
    RebootInstances,
    StartInstance,
    StartInstances,
    StopInstance,
    StopInstances,
)
from scalehook_contracts.fleet.instance_status import DescribeInstanceStatus
from scalehook_contracts.fleet.instance_tags import ListTagResources, TagResources, UntagResources
from scalehook_contracts.fleet.instances import (
    FinishCreation,
    InstanceCreated,
    LaunchInstances,
    ParkInstances,
    ReleaseInstances,
    ResumeInstances,
    ShutDownInstances,
    StartUpInstance,
)
from scalehook_contracts.fleet.owners import FindInstanceTags, FindLoadBalancer
from scalehook_contracts.fleet.reports import ReportInstances
from support.scaling.cloud import REGION

HERE = {"region_id": REGION}
NEW = {**HERE, "image_id": "img", "instance_type": "ecs.g7.large"}
TAGS = {**HERE, "resource_type": "instance"}
LATE = InstanceFilter(key="CreationStartTime", value="2030-01-01T00:00Z")


def fleet_instance(number: int) -> InstanceCreated:
    """One of many."""
    return InstanceCreated(
        instance_id=f"i-{number}",
        instance_name=f"web-{number:05d}",
        private_ip_address=f"address-{number}",
        zone_id="z",
        tags=[InstanceTag(key="number", value=str(number)), InstanceTag(key="all", value="yes")],
        created_at=0,
    )


def fleet_instance_calls() -> dict[str, Message]:
    """In this order: some follow from those before."""
    return {**_for_scaling(), **_listings(), **_by_hand(), **_others()}


def _for_scaling() -> dict[str, Message]:
    return {
        "report": ReportInstances(reader="script_runner"),
        "launch": LaunchInstances(scaling_activity_id="a", scaling_group_id="g", amount=1),
        "start": StartUpInstance(instance_id="i-0"),
        "finish": FinishCreation(instance_ids=["i-0"]),
        "release": ReleaseInstances(instance_ids=["i-7", "i-8"]),
        "park": ParkInstances(instance_ids=["i-11"]),
        "resume": ResumeInstances(instance_ids=["i-11"]),
    }


def _listings() -> dict[str, Message]:
    return {
        "all": DescribeInstances(**HERE),
        "by id": DescribeInstances(**HERE, instance_ids='["i-9","i-10"]'),
        "by address": DescribeInstances(**HERE, private_ip_addresses='["address-9"]'),
        "running": DescribeInstances(**HERE, status="Running", page_number=2),
        "in a zone": DescribeInstances(**HERE, zone_id="z", page_size=20),
        "by name": DescribeInstances(**HERE, instance_name="web-00012"),
        "by a pattern": DescribeInstances(**HERE, instance_name="web-0002*"),
        "by a tag": DescribeInstances(**HERE, tags=[InstanceTag(key="number", value="9")]),
        "by a common tag": DescribeInstances(**HERE, tags=[InstanceTag(key="all")]),
        "by time": DescribeInstances(**HERE, filters=[LATE]),
        "by token": DescribeInstances(**HERE, max_results=10, next_token="20"),
        "status": DescribeInstanceStatus(**HERE),
        "status by id": DescribeInstanceStatus(**HERE, instance_ids=["i-9"]),
        "attributes": DescribeInstanceAttribute(instance_id="i-9"),
        "tags": ListTagResources(**TAGS, tags=[InstanceTag(key="all")]),
    }


def _by_hand() -> dict[str, Message]:
    return {
        "stop": StopInstance(instance_id="i-20", force_stop=True),
        "stop many": StopInstances(**HERE, instance_ids=["i-21", "i-22"], force_stop=True),
        "shut down": ShutDownInstances(instance_ids=["i-20", "i-21", "i-22"]),
        "start one": StartInstance(instance_id="i-20"),
        "start many": StartInstances(**HERE, instance_ids=["i-21"]),
        "reboot": RebootInstance(instance_id="i-23"),
        "reboot many": RebootInstances(**HERE, instance_ids=["i-24", "i-25"]),
        "delete": DeleteInstance(instance_id="i-22"),
        "delete many": DeleteInstances(**HERE, instance_ids=["i-26", "i-27"], force=True),
        "run": RunInstances(**NEW, amount=2, client_token="run"),
        "create": CreateInstance(**NEW),
    }


def _others() -> dict[str, Message]:
    none_left = StockLevel(instance_type="ecs.g7.large", amount=0)
    return {
        "tags of an instance": FindInstanceTags(resources=["acs:ecs:r:1:instance/i-1"]),
        "a group's load balancer": FindLoadBalancer(v_server_group_id="none"),
        "pay": ModifyInstanceChargeType(**HERE, instance_ids='["i-40"]', period=1),
        "renew": ModifyInstanceAutoRenewAttribute(**HERE, instance_id="i-40", auto_renew=True),
        "renewals": DescribeInstanceAutoRenewAttribute(**HERE, instance_id="i-40"),
        "network": ModifyInstanceNetworkSpec(instance_id="i-42", internet_max_bandwidth_out=5),
        "modify": ModifyInstanceAttribute(instance_id="i-30", instance_name="new"),
        "tag": TagResources(**TAGS, resource_ids=["i-31"], tags=[InstanceTag(key="k", value="v")]),
        "untag": UntagResources(**TAGS, resource_ids=["i-31"], tag_keys=["k"]),
        "conditions": DescribeFleetConditions(),
        "change conditions": SetFleetConditions(stock=[none_left]),
    }
