"""A scaling configuration."""

from dataclasses import dataclass

from scalehook_contracts.scaling_controller.configurations import CreateScalingConfiguration


@dataclass
class Configuration:
    """A scaling configuration, as it reads now. Its password is not kept."""

    configuration_id: str
    name: str
    created_at: float
    request: CreateScalingConfiguration
    password_set: bool = False

    def __post_init__(self) -> None:
        if self.request.password:  # earlier versions have kept it
            self.password_set = True
            self.request = self.request.model_copy(update={"password": ""})
