"""Instance types: found by what they have, replaced by others, sold out."""

import pytest

from scalehook_contracts.scaling_controller.known_types import (
    DescribeCandidateInstanceType,
    DescribeElasticStrength,
    DescribePatternTypes,
)
from support.scaling.cloud import REGION, Cloud
from support.scaling.configurations import code_of
from support.scaling.shortage import NO_STOCK, run_short
from support.scaling.wire import spelt

HERE = {"RegionId": REGION}


@pytest.mark.parametrize(
    ("pattern", "types"),
    [
        ({"Cores": "2", "Memory": "4", "InstanceFamilyLevel": "EnterpriseLevel",
          "Architecture.1": "Arm"}, ["ecs.c8y.large"]),
        ({"BurstablePerformance": "Required", "MinimumCpuCoreCount": "4"},
         ["ecs.t6-c1m4.xlarge", "ecs.t6-c1m4.2xlarge"]),
        ({"MinimumGpuAmount": "1", "MaximumMemorySize": "31"},
         ["ecs.gn6i-c4g1.xlarge", "ecs.gn6i-c8g1.2xlarge"]),
        ({"InstanceTypeFamilies.1": "ecs.g7", "CoresList.1": "2", "CoresList.2": "64"},
         ["ecs.g7.large", "ecs.g7.16xlarge"]),
        ({"InstanceTypeFamilies.1": "ecs.g7", "MemoryList.1": "16"}, ["ecs.g7.xlarge"]),
        ({"Cores": "2", "Memory": "16", "ExcludedInstanceType.1": "ecs.r6.*",
          "ExcludedInstanceType.2": "ecs.r7.large"}, ["ecs.r8i.large"]),
        ({"InstanceCategories.1": "shared", "Cores": "4", "Memory": "8"}, ["ecs.e-c1m2.xlarge"]),
        ({"CpuArchitectures.1": "ARM", "Cores": "64"}, ["ecs.g8y.16xlarge", "ecs.c8y.16xlarge"]),
        ({"GpuSpecs.1": "NVIDIA T4", "Cores": "16"}, ["ecs.gn6i-c16g1.4xlarge"]),
        ({"Cores": "3"}, []),
    ],
)  # fmt: skip
def test_patterns(pattern: dict[str, str], types: list[str]) -> None:
    """Every part of a pattern counts."""
    found = Cloud().ask(spelt(DescribePatternTypes, {**HERE, **pattern})).pattern_types
    assert [one.instance_type for one in found] == types


def test_a_type() -> None:
    """Is shown with its family, its level and its size."""
    asked = spelt(DescribePatternTypes, {**HERE, "InstanceTypeFamilies.1": "ecs.r7", "Cores": "4"})
    [one] = Cloud().ask(asked).pattern_types
    assert one.model_dump() == {
        "instance_type": "ecs.r7.xlarge",
        "instance_type_family": "ecs.r7",
        "instance_family_level": "EnterpriseLevel",
        "cores": 4,
        "memory": 32,
    }


def test_other_generations() -> None:
    """Types as large and of the same kind; none unless they are asked for."""
    cloud = Cloud()
    asked = DescribeCandidateInstanceType(
        instance_types=["ecs.c7.large", "own"], allow_different_generation=True
    )
    found = cloud.ask(asked)
    assert found.candidate_instance_types == ["ecs.c6.large", "ecs.c8i.large"]
    assert found.candidate_zone_ids == []
    none = cloud.ask(DescribeCandidateInstanceType(instance_types=["ecs.c7.large"]))
    assert none.candidate_instance_types == []
    assert code_of(cloud, DescribeCandidateInstanceType()) == "MissingParameter"


def test_strength() -> None:
    """Strong, until an activity does not get its instances; then weak, with the reason."""
    cloud = Cloud().enabled()
    asked = DescribeElasticStrength(region_id=REGION, scaling_group_id=cloud.group)
    cloud.scale(1)
    strong = cloud.ask(asked)
    assert (strong.elastic_strength, strong.total_strength) == ("Strong", 1)
    assert [pool.instance_type for pool in strong.resource_pools] == ["ecs.g7.large"]
    run_short(cloud)
    weak = cloud.ask(asked)
    assert (weak.elastic_strength, weak.total_strength) == ("Weak", 0)
    [pool] = weak.resource_pools
    assert (pool.code, pool.status, pool.inventory_health.health_score) == (NO_STOCK, "Unavailable", -3)
    cloud.scale(1)
    assert cloud.ask(asked).elastic_strength == "Strong"


def test_strength_of_several_groups() -> None:
    """One model each, of the types that are named; unknown groups are refused."""
    cloud = Cloud().enabled()
    several = DescribeElasticStrength(
        region_id=REGION, scaling_group_ids=[cloud.group], instance_types=["a", "b"]
    )
    [model] = cloud.ask(several).elastic_strength_models
    assert (model.scaling_group_id, model.total_strength) == (cloud.group, 2)
    unknown = DescribeElasticStrength(region_id=REGION, scaling_group_ids=[cloud.group, "asg-nosuch"])
    assert code_of(cloud, unknown) == "InvalidScalingGroupId.NotFound"
    assert code_of(cloud, DescribeElasticStrength(region_id=REGION)) == "MissingParameter"
