"""Instance types."""

from scalehook.kit import Work
from scalehook.scaling_controller.lookups import check_region, group_of
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import State
from scalehook.scaling_controller.type_patterns import matching
from scalehook.scaling_controller.views.stock import group_strength
from scalehook_contracts.errors.common import MissingParameter
from scalehook_contracts.instance_types import INSTANCE_TYPES, InstanceType
from scalehook_contracts.scaling_controller.known_types import (
    CandidateInstanceTypes,
    DescribeCandidateInstanceType,
    DescribeElasticStrength,
    DescribePatternTypes,
    ElasticStrength,
    PatternTypeList,
    PatternTypeView,
)


def describe_pattern_types(
    command: DescribePatternTypes, work: Work[State, Settings]
) -> PatternTypeList:
    """The known types that fit."""
    check_region(command.region_id, work)
    cores, sizes = command.cores_list, command.memory_list
    fitting = (
        one
        for one in matching(command)
        if (not cores or one.cores in cores) and (not sizes or one.memory in sizes)
    )
    return PatternTypeList(pattern_types=[_view(one) for one in fitting])


def describe_candidate_instance_type(
    command: DescribeCandidateInstanceType, work: Work[State, Settings]
) -> CandidateInstanceTypes:
    """Types of other generations, in place of those that are known of the named ones."""
    check_region(command.region_id, work)
    if not command.instance_types:
        raise MissingParameter(name="InstanceTypes")
    named = [INSTANCE_TYPES[name] for name in command.instance_types if name in INSTANCE_TYPES]
    found = [one.name for one in INSTANCE_TYPES.values() if any(_is_akin(one, to) for to in named)]
    return CandidateInstanceTypes(
        candidate_instance_types=[name for name in found if name not in command.instance_types]
        if command.allow_different_generation
        else []
    )


def describe_elastic_strength(
    command: DescribeElasticStrength, work: Work[State, Settings]
) -> ElasticStrength:
    """Of one group, or of several in their order."""
    check_region(command.region_id, work)
    if command.scaling_group_ids:
        groups = [group_of(group_id, work.state) for group_id in command.scaling_group_ids]
        models = [group_strength(group, command.instance_types) for group in groups]
        return ElasticStrength(elastic_strength_models=models)
    if not command.scaling_group_id:
        raise MissingParameter(name="ScalingGroupId")
    found = group_strength(group_of(command.scaling_group_id, work.state), command.instance_types)
    return ElasticStrength(
        elastic_strength=found.elastic_strength,
        total_strength=found.total_strength,
        resource_pools=found.resource_pools,
    )


def _view(one: InstanceType) -> PatternTypeView:
    return PatternTypeView(
        instance_type=one.name,
        instance_type_family=one.family,
        instance_family_level=one.level,
        cores=one.cores,
        memory=one.memory,
    )


def _is_akin(one: InstanceType, other: InstanceType) -> bool:
    """As large, of the same kind, of another family."""
    return one.family != other.family and _kind(one) == _kind(other)


def _kind(one: InstanceType) -> tuple[object, ...]:
    return one.cores, one.memory, one.architecture, one.category, one.level, one.gpus
