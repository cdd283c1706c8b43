"""Which instance types a pattern means, of those that are known."""

from collections.abc import Collection

from scalehook.kit.api.wildcards import matches
from scalehook_contracts.instance_types import INSTANCE_TYPES, InstanceType
from scalehook_contracts.scaling_controller.instance_options import TypePattern


def matching(pattern: TypePattern) -> list[InstanceType]:
    """The types that have all of it."""
    return [one for one in INSTANCE_TYPES.values() if _has(one, pattern)]


def _has(one: InstanceType, pattern: TypePattern) -> bool:
    return (
        pattern.cores in (None, one.cores)
        and pattern.memory in (None, one.memory)
        and _within(one.cores, pattern.minimum_cpu_core_count, pattern.maximum_cpu_core_count)
        and _within(one.memory, pattern.minimum_memory_size, pattern.maximum_memory_size)
        and _within(one.gpus, pattern.minimum_gpu_amount, pattern.maximum_gpu_amount)
        and _among(one.architecture, pattern.architectures)
        and _among(_cpu(one), pattern.cpu_architectures)
        and _among(one.gpu, pattern.gpu_specs)
        and _among(one.category, pattern.instance_categories)
        and _among(one.family, pattern.instance_type_families)
        and pattern.instance_family_level in ("", one.level)
        and _bursts(one, pattern.burstable_performance)
        and not any(matches(name, one.name) for name in pattern.excluded_instance_types)
    )


def _cpu(one: InstanceType) -> str:
    return "ARM" if one.architecture == "Arm" else "X86"


def _within(value: float, least: float | None, most: float | None) -> bool:
    return (least is None or value >= least) and (most is None or value <= most)


def _among(value: str, choices: Collection[str]) -> bool:
    """Letters may be of either case: the documents have both."""
    return not choices or value.lower() in {choice.lower() for choice in choices}


def _bursts(one: InstanceType, wanted: str) -> bool:
    return {"Exclude": not one.burstable, "Required": one.burstable}.get(wanted, True)
