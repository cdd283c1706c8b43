"""Structures of a configuration: which types are wanted, network interfaces, pools, prices."""

from typing import Annotated, Literal

from pydantic import Field

from scalehook_contracts.base import Listed, Part

Price = Annotated[float, Field(ge=0, le=1e9)]  # an hour's
Amount = Annotated[int, Field(ge=0, le=2**31 - 1)]
MemorySize = Annotated[float, Field(ge=0, le=1e6)]  # GiB


class ImageOptions(Part):
    """How the image is used."""

    login_as_non_root: bool | None = None


class PrivatePoolOptions(Part):
    """Which capacity that was bought ahead is used."""

    id: str = ""
    match_criteria: Literal["", "Open", "Target", "None"] = ""


class PrivatePoolTag(Part):
    """A tag that a pool must have."""

    key: str
    value: str = ""


class ResourcePoolOptions(Part):
    """Whether capacity that was bought ahead comes first."""

    private_pool_ids: list[str] = Listed("PrivatePoolId", max_length=100)
    private_pool_tags: list[PrivatePoolTag] = Listed("PrivatePoolTag", max_length=100)
    strategy: Literal["", "PrivatePoolFirst", "PrivatePoolOnly", "PublicPoolFirst", "None"] = ""


class SecurityOptions(Part):
    """Confidential computing."""

    confidential_computing_mode: Literal["", "Enclave", "TDX"] = ""


class SpotPriceLimit(Part):
    """What an hour of a preemptible instance of this type may cost."""

    instance_type: str
    price_limit: Price


class CustomPriority(Part):
    """A type in a vSwitch, to be tried before others."""

    instance_type: str
    vswitch_id: str


class InstanceTypeOverride(Part):
    """A type, and how much of the group's capacity an instance of it is."""

    instance_type: str
    weighted_capacity: int | None = Field(None, ge=1, le=500)


class InstanceTypeCandidateOptions(Part):
    """Whether other types and zones may take the place of those that are sold out."""

    allow_cidr_blocks: list[str] = Listed("AllowCidrBlock", max_length=100)
    allow_cross_az: bool | None = None
    allow_different_generation: bool | None = None
    enabled: bool | None = None
    max_price: Price | None = None


class NetworkInterface(Part):
    """An interface; one of them is the primary one."""

    instance_type: Literal["", "Primary", "Secondary"] = ""
    ipv6_address_count: Amount | None = None
    network_interface_traffic_mode: Literal["", "Standard", "HighPerformance"] = ""
    secondary_private_ip_address_count: int | None = Field(None, ge=1, le=49)
    security_group_ids: list[str] = Listed("SecurityGroupId", max_length=100)


class SchedulerOptions(Part):
    """Where instances are placed; a JSON text in requests."""

    managed_private_space_id: str = ""


class TypePattern(Part):
    """What an instance type must have, as far as that is known of types here."""

    architectures: list[str] = Listed("Architecture", max_length=100)
    burstable_performance: Literal["", "Exclude", "Include", "Required"] = ""
    cores: int | None = Field(None, ge=1, le=2**31 - 1)
    cpu_architectures: list[str] = Listed("CpuArchitecture", max_length=2)
    excluded_instance_types: list[str] = Listed("ExcludedInstanceType", max_length=100)
    gpu_specs: list[str] = Listed("GpuSpec", max_length=100)
    instance_categories: list[str] = Listed("InstanceCategory", max_length=10)
    instance_family_level: Literal["", "EntryLevel", "EnterpriseLevel", "CreditEntryLevel"] = ""
    instance_type_families: list[str] = Listed("InstanceTypeFamily", max_length=10)
    maximum_cpu_core_count: Amount | None = None
    maximum_gpu_amount: Amount | None = None
    maximum_memory_size: MemorySize | None = None
    memory: MemorySize | None = None
    minimum_cpu_core_count: Amount | None = None
    minimum_gpu_amount: Amount | None = None
    minimum_memory_size: MemorySize | None = None


class InstancePatternInfo(TypePattern):
    """What an instance type must have to be chosen. Prices, credits, interfaces and processors are kept,
    and choose none.
    """

    max_price: Price | None = None
    minimum_baseline_credit: Amount | None = None
    minimum_eni_ipv6_address_quantity: Amount | None = None
    minimum_eni_private_ip_address_quantity: Amount | None = None
    minimum_eni_quantity: Amount | None = None
    minimum_initial_credit: Amount | None = None
    physical_processor_models: list[str] = Listed("PhysicalProcessorModel", max_length=10)
