"""What can be configured."""

import atexit
import tempfile
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from scalehook.kit import Settings as KitSettings
from scalehook.kit.environment import AsJson
from scalehook.kit.settings import Days
from scalehook.script_runner.removal import remove

TIME_ZONE = "Asia/Shanghai"
Absolute = Annotated[Path, AfterValidator(lambda path: path.expanduser().resolve())]


def _known(time_zone: str) -> str:
    if time_zone != TIME_ZONE:
        from scalehook.script_runner.frequency import zone_named  # for those who name one

        if zone_named(time_zone) is None:
            raise ValueError("there is no such time zone")
    return time_zone


ExecutorName = Literal["auto", "sandbox", "container", "simulated", "local"]


class SimulatedRun(BaseModel):
    """How scripts end that are not run: those whose text, and whose instance's id, fit these patterns
    (`*` and `?`). A share of them, the `failure_rate`, ends with `failure_code` instead.
    """

    model_config = ConfigDict(extra="forbid")

    script: str = "*"
    instance: str = "*"
    exit_code: int = Field(0, ge=0, le=255)
    output: str = ""
    seconds: float = Field(0, ge=0, allow_inf_nan=False)
    failure_rate: float = Field(0, ge=0, le=1)
    failure_code: int = Field(1, ge=1, le=255)


class GuestContainer(BaseModel):
    """A container on instances whose ids fit the pattern. Without an `id` it gets one that its name, its
    runtime and the instance's id make. `image` is a container image that says what it is like.
    """

    model_config = ConfigDict(extra="forbid")

    name: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,252}$")
    instance: str = "*"
    id: str = Field("", pattern=r"^(?:[0-9a-f]{64})?$")
    runtime: Literal["docker", "containerd", "cri-o"] = "docker"
    image: str = ""
    state: Literal["RUNNING", "EXITED"] = "RUNNING"


class Settings(KitSettings):
    """`SCALEHOOK_SCRIPT_RUNNER_…`. `auto` is the sandbox where there is one, else `simulated`;
    `local` runs scripts straight on this machine and must be asked for by name. Cloud Assistant keeps
    results for two weeks. `time_zone` is that of instances that do not say. What a script prints is
    told every `report_seconds` of real time, as the agent does. The quotas are per region; without
    `invocations_per_day` there is none of that.
    """

    history_days: Days = 14.0
    executor: ExecutorName = Field("auto", alias="SCALEHOOK_SCRIPT_RUNNER_EXECUTOR")
    roots: Absolute | None = Field(None, alias="SCALEHOOK_SCRIPT_RUNNER_ROOTS")
    memory_bytes: int = Field(2 * 2**30, gt=0, alias="SCALEHOOK_SCRIPT_RUNNER_MEMORY_BYTES")
    file_bytes: int = Field(2**30, gt=0, alias="SCALEHOOK_SCRIPT_RUNNER_FILE_BYTES")
    processes: int = Field(512, gt=0, alias="SCALEHOOK_SCRIPT_RUNNER_PROCESSES")
    time_zone: Annotated[str, AfterValidator(_known)] = Field(
        TIME_ZONE, alias="SCALEHOOK_SCRIPT_RUNNER_TIME_ZONE"
    )
    report_seconds: float = Field(3.0, gt=0, alias="SCALEHOOK_SCRIPT_RUNNER_REPORT_SECONDS")
    most_commands: int = Field(500, gt=0, alias="SCALEHOOK_SCRIPT_RUNNER_MOST_COMMANDS")
    invocations_per_day: int | None = Field(
        None, gt=0, alias="SCALEHOOK_SCRIPT_RUNNER_INVOCATIONS_PER_DAY"
    )
    disk_bytes: int = Field(4 * 2**30, gt=0, alias="SCALEHOOK_SCRIPT_RUNNER_DISK_BYTES")
    network: bool = Field(False, alias="SCALEHOOK_SCRIPT_RUNNER_NETWORK")
    images: AsJson[dict[str, str]] = Field(default_factory=dict, alias="SCALEHOOK_SCRIPT_RUNNER_IMAGES")
    containers: AsJson[list[GuestContainer]] = Field([], alias="SCALEHOOK_SCRIPT_RUNNER_CONTAINERS")
    simulated: AsJson[list[SimulatedRun]] = Field([], alias="SCALEHOOK_SCRIPT_RUNNER_SIMULATED")

    def home(self, instance_id: str) -> Path:
        """Where an instance's root and the records of its runs are kept."""
        if not instance_id or "/" in instance_id or instance_id.startswith("."):
            raise ValueError(f"{instance_id!r} is no instance")
        return (self.roots or _temporary_roots()) / instance_id


@cache
def _temporary_roots() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="scalehook-"))
    atexit.register(remove, folder)
    return folder
