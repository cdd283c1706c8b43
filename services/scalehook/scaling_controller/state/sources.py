"""Instances that groups may take their configuration from."""

from dataclasses import dataclass

from scalehook_contracts.scaling_controller.configurations import CreateScalingConfiguration


@dataclass
class Source:
    """An instance that scaling did not make, as the configuration that would make another one."""

    instance_id: str
    configuration: CreateScalingConfiguration
