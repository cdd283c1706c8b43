"""Scaling configurations in rehearsal, as clients spell them."""

import base64
import json
from typing import Any

import pytest

from scalehook_contracts.errors import ApiError
from scalehook_contracts.scaling_controller.configurations import (
    CreateScalingConfiguration,
    ModifyScalingConfiguration,
)
from scalehook_contracts.scaling_controller.described_configurations import (
    DescribeScalingConfigurations,
    ScalingConfigurationView,
)
from support.scaling.cloud import REGION, Cloud
from support.scaling.wire import spelt

MINIMAL = {"ImageId": "img", "InstanceType": "ecs.g7.large"}
EVERYTHING = {
    "Affinity": "default",
    "CreditSpecification": "Standard",
    "DataDisk.1.AutoSnapshotPolicyId": "sp-1",
    "DataDisk.1.BurstingEnabled": "true",
    "DataDisk.1.Category": "cloud_auto",
    "DataDisk.1.DeleteWithInstance": "false",
    "DataDisk.1.Description": "for data",
    "DataDisk.1.Device": "/dev/xvdb",
    "DataDisk.1.DiskName": "data-1",
    "DataDisk.1.Encrypted": "true",
    "DataDisk.1.KMSKeyId": "key-1",
    "DataDisk.1.ProvisionedIops": "100",
    "DataDisk.1.Size": "40",
    "DataDisk.2.Categories.1": "cloud_essd",
    "DataDisk.2.Categories.2": "cloud_ssd",
    "DataDisk.2.SnapshotId": "s-1",
    "DedicatedHostClusterId": "dc-1",
    "DedicatedHostId": "dh-1",
    "DeletionProtection": "true",
    "DeploymentSetId": "ds-1",
    "HostName": "web-1.internal",
    "HpcClusterId": "hpc-1",
    "HttpEndpoint": "enabled",
    "HttpTokens": "required",
    "ImageName": "image",
    "ImageOptions.LoginAsNonRoot": "true",
    "InstanceDescription": "a web server",
    "InstanceName": "web",
    "InstanceTypeCandidateOptions.AllowCrossAz": "true",
    "InstanceTypeCandidateOptions.MaxPrice": "1.5",
    "InternetChargeType": "PayByTraffic",
    "InternetMaxBandwidthIn": "20",
    "InternetMaxBandwidthOut": "10",
    "IoOptimized": "optimized",
    "KeyPairName": "my-key",
    "LoadBalancerWeight": "70",
    "NetworkInterfaces.1.InstanceType": "Primary",
    "NetworkInterfaces.1.Ipv6AddressCount": "1",
    "NetworkInterfaces.1.SecurityGroupIds.1": "sg-1",
    "NetworkInterfaces.2.NetworkInterfaceTrafficMode": "Standard",
    "NetworkInterfaces.2.SecondaryPrivateIpAddressCount": "2",
    "Password": "Secret-123",
    "PasswordInherit": "false",
    "PrivatePoolOptions.Id": "eap-1",
    "PrivatePoolOptions.MatchCriteria": "Target",
    "RamRoleName": "worker",
    "ResourceGroupId": "rg-1",
    "ResourcePoolOptions.PrivatePoolIds.1": "eap-1",
    "SchedulerOptions": '{"ManagedPrivateSpaceId": "space"}',
    "SecurityEnhancementStrategy": "Active",
    "SecurityOptions.ConfidentialComputingMode": "TDX",
    "SpotDuration": "1",
    "SpotInterruptionBehavior": "Terminate",
    "SpotPriceLimit.1.InstanceType": "ecs.g7.large",
    "SpotPriceLimit.1.PriceLimit": "0.25",
    "SpotStrategy": "SpotWithPriceLimit",
    "StorageSetId": "ss-1",
    "StorageSetPartitionNumber": "2",
    "SystemDisk.AutoSnapshotPolicyId": "sp-2",
    "SystemDisk.BurstingEnabled": "true",
    "SystemDisk.Category": "cloud_auto",
    "SystemDisk.Description": "for the system",
    "SystemDisk.DiskName": "system-1",
    "SystemDisk.EncryptAlgorithm": "AES-256",
    "SystemDisk.Encrypted": "true",
    "SystemDisk.KMSKeyId": "key-2",
    "SystemDisk.ProvisionedIops": "200",
    "SystemDisk.Size": "60",
    "Tags": '{"role": "web", "empty": ""}',
    "Tenancy": "host",
    "UserData": base64.b64encode(b"#!/bin/sh").decode(),
    "ZoneId": "cn-hangzhou-b",
}
TWENTY_ONE = json.dumps({f"k{number}": "v" for number in range(21)})


def create(cloud: Cloud, **more: str) -> str:
    return make(cloud, {**MINIMAL, **more})


def make(cloud: Cloud, parameters: dict[str, str]) -> str:
    command = spelt(CreateScalingConfiguration, {"ScalingGroupId": cloud.group, **parameters})
    return str(cloud.ask(command).scaling_configuration_id)


def modify(cloud: Cloud, made: str, parameters: dict[str, str]) -> None:
    cloud.ask(spelt(ModifyScalingConfiguration, {"ScalingConfigurationId": made, **parameters}))


def describe(cloud: Cloud, made: str) -> ScalingConfigurationView:
    command = DescribeScalingConfigurations(region_id=REGION, scaling_configuration_ids=[made])
    view: ScalingConfigurationView = cloud.ask(command).scaling_configurations[0]
    return view


def refused(cloud: Cloud, parameters: dict[str, str]) -> tuple[str, str]:
    """The code and the message that a configuration is refused with; it is not made."""
    before = cloud.ask(DescribeScalingConfigurations(region_id=REGION)).total_count
    with pytest.raises(ApiError) as refusal:
        make(cloud, parameters)
    assert cloud.ask(DescribeScalingConfigurations(region_id=REGION)).total_count == before
    return refusal.value.code, refusal.value.message


def code_of(cloud: Cloud, command: Any) -> str:
    with pytest.raises(ApiError) as refusal:
        cloud.ask(command)
    return refusal.value.code
