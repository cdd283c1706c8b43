"""Some of the instance types of ECS: what the simulated cloud knows of each.

Instances of other types can be made, too: nothing but their names is known then.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class InstanceType:
    """One type; `memory` is in GiB."""

    name: str
    family: str
    cores: int
    memory: float
    architecture: str  # X86, Arm, Heterogeneous: as patterns call them
    category: str
    level: str
    burstable: bool = False
    gpus: int = 0
    gpu: str = ""


class Family(NamedTuple):
    """Types that differ by their size alone: so much memory to each core."""

    name: str
    memory: int
    architecture: str
    category: str


SIZES = {
    "large": 2,
    "xlarge": 4,
    "2xlarge": 8,
    "3xlarge": 12,
    "4xlarge": 16,
    "6xlarge": 24,
    "8xlarge": 32,
    "16xlarge": 64,
}
FAMILIES = (
    Family("ecs.g6", 4, "X86", "General-purpose"),
    Family("ecs.g7", 4, "X86", "General-purpose"),
    Family("ecs.g8i", 4, "X86", "General-purpose"),
    Family("ecs.c6", 2, "X86", "Compute-optimized"),
    Family("ecs.c7", 2, "X86", "Compute-optimized"),
    Family("ecs.c8i", 2, "X86", "Compute-optimized"),
    Family("ecs.r6", 8, "X86", "Memory-optimized"),
    Family("ecs.r7", 8, "X86", "Memory-optimized"),
    Family("ecs.r8i", 8, "X86", "Memory-optimized"),
    Family("ecs.g8y", 4, "Arm", "General-purpose"),
    Family("ecs.c8y", 2, "Arm", "Compute-optimized"),
)
ENTRY, ENTERPRISE, CREDIT = "EntryLevel", "EnterpriseLevel", "CreditEntryLevel"
SINGLE = (
    tuple(
        InstanceType(f"ecs.t6-{size}", "ecs.t6", cores, memory, "X86", "Shared", CREDIT, burstable=True)
        for size, cores, memory in (
            ("c1m1.large", 2, 2),
            ("c1m2.large", 2, 4),
            ("c1m4.large", 2, 8),
            ("c1m4.xlarge", 4, 16),
            ("c1m4.2xlarge", 8, 32),
        )
    )
    + tuple(
        InstanceType(f"ecs.e-{size}", "ecs.e", cores, memory, "X86", "Shared", ENTRY)
        for size, cores, memory in (
            ("c1m1.large", 2, 2),
            ("c1m2.large", 2, 4),
            ("c1m4.large", 2, 8),
            ("c1m2.xlarge", 4, 8),
            ("c1m4.xlarge", 4, 16),
            ("c1m2.2xlarge", 8, 16),
            ("c1m4.2xlarge", 8, 32),
        )
    )
    + tuple(
        InstanceType(
            f"ecs.gn6i-{size}",
            "ecs.gn6i",
            cores,
            memory,
            "Heterogeneous",
            "Compute-optimized with GPU",
            ENTERPRISE,
            gpus=1,
            gpu="NVIDIA T4",
        )
        for size, cores, memory in (
            ("c4g1.xlarge", 4, 15),
            ("c8g1.2xlarge", 8, 31),
            ("c16g1.4xlarge", 16, 62),
        )
    )
)


def _of_families() -> Iterator[InstanceType]:
    for family in FAMILIES:
        for size, cores in SIZES.items():
            memory = cores * family.memory
            name = f"{family.name}.{size}"
            yield InstanceType(
                name, family.name, cores, memory, family.architecture, family.category, ENTERPRISE
            )


INSTANCE_TYPES: dict[str, InstanceType] = {one.name: one for one in (*_of_families(), *SINGLE)}


def types_with(cores: int, memory: float) -> list[InstanceType]:
    """All known types of exactly this size."""
    return [one for one in INSTANCE_TYPES.values() if (one.cores, one.memory) == (cores, memory)]
