"""The console's pages, and a stack in which each of them has something to show."""

import json

import pytest
from alibabacloud_oos20190601 import models as oos
from alibabacloud_ram20150501 import models as ram

from scalehook.testing.builders.group import Group
from scalehook.testing.running import RunningStack
from support.cloud.clients import Clients

PAGES = [
    "overview", "groups", "groups/GROUP", "groups/GROUP?tab=activities", "groups/GROUP?tab=hooks",
    "groups/GROUP?tab=rules", "groups/GROUP?tab=settings", "timelines", "timeline/latest", "queues",
    "queues/jobs", "topics/news", "dead", "executions", "executions/EXECUTION", "access",
    "access?plan=ACS-ESS-LifeCycleRunCommand", "faults", "clock", "flow", "warnings", "api",
    "api/Ess/CreateScalingGroup", "timeline/latest?view=lanes", "timeline/latest?view=raw",
]  # fmt: skip
TEMPLATE = {
    "FormatVersion": "OOS-2019-06-01",
    "Tasks": [{"Name": "rest", "Action": "ACS::Sleep", "Properties": {"Duration": "PT1H"}}],
}


def some_of_everything(cloud: RunningStack) -> Group:
    """A group with two instances that wait, a topic with a queue behind it, a template, a refusal."""
    topic = cloud.topic("news")
    topic.subscribe(cloud.queue("jobs"))
    topic.publish("hello")
    group = waiting_group(cloud, "web")
    refuse_somebody(cloud)
    content = json.dumps(TEMPLATE)
    cloud.clients.oos.create_template(oos.CreateTemplateRequest(template_name="rest", content=content))
    return group


def waiting_group(cloud: RunningStack, name: str) -> Group:
    """One whose two instances wait for somebody."""
    group = cloud.group(name, max_size=5)
    group.hook("SCALE_OUT", cloud.queue(f"work-{name}"), timeout=600, name=f"boot-{name}")
    group.scale_out(2)
    return group


def refuse_somebody(cloud: RunningStack) -> None:
    """A user may not do what she has asked for."""
    cloud.clients.ram.create_user(ram.CreateUserRequest(user_name="alice"))
    asked = ram.CreateAccessKeyRequest(user_name="alice")
    key = cloud.clients.ram.create_access_key(asked).body.access_key
    alice = Clients(cloud.address, key.access_key_id, key.access_key_secret)
    with pytest.raises(Exception, match="NoPermission"):
        alice.ram.create_user(ram.CreateUserRequest(user_name="bob"))


def addresses(cloud: RunningStack, group: Group) -> list[str]:
    """The pages, of this group and of a new execution that sleeps."""
    execution = cloud.execution("rest")
    return [each.replace("GROUP", group.id).replace("EXECUTION", execution.id) for each in PAGES]
