"""What RAM checks for each operation: its action, and its resources by their documented forms."""

import re
from typing import Any

import pytest

from scalehook.kit.api.operations import operations
from scalehook_contracts.base import Operation
from scalehook_contracts.fleet.instance_creation import RunInstances
from scalehook_contracts.template_engine import (
    execution_changes,
    parameters,
    secret_parameters,
    tags,
    template_changes,
)
from support.hostile_values import Maker

NAME = r"[^/]+"
FORMS = {  # what stands behind `acs:<product>:<region>:<account>:`
    "ess": rf"scalinggroup/{NAME}",
    "ecs": rf"(instance|command|invocation|launchtemplate|image|snapshot|disk)/{NAME}"
    rf"|(eip|eni|snapshotpolicy|securitygroup|keypair)/{NAME}|acs:vpc:::vswitch/{NAME}",
    "oos": rf"(template|execution|parameter|secretparameter|stategroup)/{NAME}",
    "ram": rf"(user|group|role|policy)/{NAME}|acs:ram::system:policy/{NAME}",
    "slb": rf"loadbalancer/{NAME}",
    "alb": rf"servergroup/{NAME}",
    "rds": rf"dbinstance/{NAME}",
    "kvstore": rf"instance/{NAME}",
    "dds": rf"dbinstance/{NAME}",
    "polardb": rf"dbcluster/{NAME}",
    "adb": rf"dbcluster/{NAME}",
    "vpc": rf"eip/{NAME}",
    "nas": rf"filesystem/{NAME}",
    "eci": rf"containergroup/{NAME}",
    "cs": rf"cluster/{NAME}",
    "oss": rf"{NAME}(/{NAME})?",
    "eventbridge": rf"eventbus/{NAME}(/rule/{NAME})?",
    "mns": r"/queues(/[^/]+(/messages)?)?|/topics(/[^/]+(/messages|/subscriptions(/[^/]+)?)?)?"
    "|/commonbuy/openservice",
}
EVERYWHERE = {  # what is about no resource that has a name: a policy must say `*`
    "cms": "*",
    "ess": "Describe(CandidateInstanceType|Limitation|NotificationTypes|PatternTypes|Regions)|Verify*",
    "oos": "ListActions|DescribeRegions|ListTag(Keys|Values)",
    "ram": "DecodeDiagnosticMessage|ChangePassword",
    "eventbridge": "TestEventPattern|ListAliyunOfficialEventSources",
    "mns": "*AccountAttributes|*EventRules?|*Endpoint(Acl|Attribute)?",
}
OWN = {"sts:AssumeRole", "sts:GetCallerIdentity"}  # the role that is named; nothing


def is_everywhere(product: str, name: str) -> bool:
    pattern = EVERYWHERE.get(product, "").replace("*", ".*")
    return re.fullmatch(pattern, name) is not None


def test_each_operation_has_its_resources() -> None:
    """Of the forms of its product; only what is about nothing that has a name needs all."""
    wrong = []
    for cls in operations().values():
        product, name = cls.product.ram_code, cls.__name__
        found = cls.model_validate(Maker(cls).fitting()).resources()
        if is_everywhere(product, name):
            fits = found == ["*"]
        else:
            fits = bool(found) and all(re.fullmatch(FORMS.get(product, ""), each) for each in found)
        if not fits and f"{product}:{name}" not in OWN:
            wrong.append((product, name, found))
    assert not wrong


def test_each_operation_has_its_action() -> None:
    """Its own, or that of one of its items: `<product>:<operation>` of an operation that there is."""
    there = {(cls.product.ram_code, cls.__name__) for cls in operations().values()}
    for cls in operations().values():
        product, _, name = cls.ram_action().partition(":")
        assert product == cls.product.ram_code
        assert (product, name) in there, cls
        assert name == cls.__name__ or name == cls.granted_by


NAMES = '["a", "b"]'


@pytest.mark.parametrize(
    ("asked", "kind"),
    [
        (parameters.GetParameters(names=NAMES), "parameter"),
        (secret_parameters.GetSecretParameters(names=NAMES), "secretparameter"),
        (execution_changes.DeleteExecutions(execution_ids=NAMES), "execution"),
        (template_changes.DeleteTemplates(template_names=NAMES), "template"),
        (
            tags.TagResources(region_id="r", resource_type="template", resource_ids=NAMES, tags="{}"),
            "template",
        ),
        (
            tags.UntagResources(region_id="r", resource_type="parameter", resource_ids=NAMES),
            "parameter",
        ),
        (
            tags.ListTagResources(region_id="r", resource_type="template", resource_ids=NAMES),
            "template",
        ),
    ],
)
def test_several_at_once(asked: Operation[Any], kind: str) -> None:
    """Each is asked for, so that none is got by naming another beside it; all, where none is named."""
    assert asked.resources() == [f"{kind}/a", f"{kind}/b"]
    names = next(each for each, value in asked if value == NAMES)
    assert asked.model_copy(update={names: "["}).resources() == [f"{kind}/*"]


def test_what_an_instance_is_made_of() -> None:
    """Each thing once; a switch is the network's."""
    asked = RunInstances(
        region_id="r",
        image_id="m-1",
        security_group_id="sg-1",
        security_group_ids=["sg-1", "sg-2"],
        key_pair_name="k",
        v_switch_id="vsw-1",
    )
    assert asked.resources() == [
        "instance/*", "image/m-1", "securitygroup/sg-1", "securitygroup/sg-2", "keypair/k",
        "acs:vpc:::vswitch/vsw-1",
    ]  # fmt: skip
