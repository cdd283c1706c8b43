"""A scaling group through the official SDK, for the rows that need one."""

from alibabacloud_ess20220222 import models as m
from alibabacloud_ess20220222.client import Client
from alibabacloud_tea_openapi.models import Config

from benchmarks.servers import KEY_ID, SECRET, Server

REGION = "cn-hangzhou"


def config_of(server: Server) -> Config:
    """Where the official SDKs find it, and as whom they call."""
    return Config(
        access_key_id=KEY_ID,
        access_key_secret=SECRET,
        region_id=REGION,
        endpoint=f"127.0.0.1:{server.port}",
        protocol="HTTP",
    )


def ess_client(server: Server) -> Client:
    """A client of Auto Scaling."""
    return Client(config_of(server))


def scaling_group(ess: Client, max_size: int) -> str:
    """An empty group that can scale."""
    group = ess.create_scaling_group(
        m.CreateScalingGroupRequest(region_id=REGION, min_size=0, max_size=max_size)
    ).body.scaling_group_id
    configuration = ess.create_scaling_configuration(
        m.CreateScalingConfigurationRequest(
            scaling_group_id=group, image_id="i", instance_type="t", security_group_id="sg"
        )
    ).body.scaling_configuration_id
    ess.enable_scaling_group(
        m.EnableScalingGroupRequest(
            scaling_group_id=group, active_scaling_configuration_id=configuration
        )
    )
    return str(group)


def rule_that_adds(ess: Client, group: str, count: int) -> str:
    """A rule, by its ARI."""
    request = m.CreateScalingRuleRequest(
        scaling_group_id=group, adjustment_type="QuantityChangeInCapacity", adjustment_value=count
    )
    return str(ess.create_scaling_rule(request).body.scaling_rule_ari)
