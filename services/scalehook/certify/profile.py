"""`certify.yaml`: what a project says of its consumer once, so that the command line need not."""

from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from scalehook.certify.scenario import ABILITIES
from scalehook.kit.documents import BadDocument, Mapping, Node, Problems, nearest, plain, read_file

SourceName = Literal["mns", "push", "rabbit"]
Seconds = Annotated[float, Field(gt=0, le=3600, allow_inf_nan=False)]
FILE = "certify.yaml"
WAYS = {"command", "container", "attach", "folder"}  # to run it


class ProfileWrong(Exception):
    """The file cannot be used; the message has a line for each thing that is wrong."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Ready(_Strict):
    """A GET of `http://127.0.0.1:PORT/path` that answers 200 says that the consumer is ready, too."""

    port: int = Field(ge=1, le=65535)
    path: str = Field("/readyz", pattern="^/")

    @property
    def url(self) -> str:
        """All of it."""
        return f"http://127.0.0.1:{self.port}{self.path}"


class Profile(_Strict):
    """One of `command`, `container` and `attach` says how the consumer runs. `clock: virtual` says that
    it has no timers of its own, but waits by the stack's clock: then nobody has to wait for them.
    """

    command: list[str] = Field(default=[], description="The program and its arguments.")
    folder: Path | None = Field(None, description="Where it is run; by default where the file is.")
    container: str = Field("", description="An image; it runs on the host's network.")
    attach: bool = Field(False, description="It runs already.")
    source: SourceName = "mns"
    abilities: list[str] = []
    clock: Literal["real", "virtual"] = "real"
    on_failure: Literal["ABANDON", "ROLLBACK", "CONTINUE", "expire"] = "ABANDON"
    env: dict[str, str] = {}
    ready: Ready | None = None
    push_port: int = Field(0, ge=0, le=65535, description="Where it listens; 0: it is told a free one.")
    push_path: str = Field("/", pattern="^/")
    supervise: bool = Field(False, description="It is started again when it ends by itself.")
    start_seconds: Seconds = 30
    stop_seconds: Seconds = 10

    @field_validator("command", mode="before")
    @classmethod
    def _split(cls, given: Any) -> Any:
        """A text is words; no shell is asked."""
        return given.split() if isinstance(given, str) else given

    @field_validator("abilities")
    @classmethod
    def _known(cls, given: list[str]) -> list[str]:
        for name in given:
            if name not in ABILITIES:
                raise ValueError(f"no ability is called {name!r}; there are {', '.join(ABILITIES)}")
        return given

    @model_validator(mode="after")
    def _one_way(self) -> "Profile":
        ways = [name for name in ("command", "container", "attach") if getattr(self, name)]
        if len(ways) > 1:
            raise ValueError(f"{' and '.join(ways)}: only one of them can be")
        if self.attach and self.supervise:
            raise ValueError("supervise: one that is attached is somebody else's to start again")
        return self

    @property
    def alone(self) -> bool:
        """Whether there can be only one at a time: it is there already, or has a port of its own."""
        return self.attach or bool(self.push_port) or self.ready is not None

    @property
    def runs(self) -> bool:
        """Whether it says how the consumer is run."""
        return bool(self.command or self.container or self.attach)


PARTS: dict[str, type[BaseModel]] = {"": Profile, "ready": Ready}


def read(file: Path) -> Profile:
    """The profile in a file; ProfileWrong, with lines, for what it cannot say."""
    problems = Problems(str(file))
    try:
        node = read_file(file)
        _check_keys(node, problems)
        try:
            found = Profile.model_validate(_known(plain(node)))
        except ValidationError as invalid:
            problems.add_all(node, invalid)
        problems.raise_any()
    except BadDocument as problem:
        raise ProfileWrong(str(problem)) from problem
    return found.model_copy(update={"folder": file.parent / (found.folder or "")})


def with_flags(profile: Profile, **flags: Any) -> Profile:
    """What the command line says wins; None is not said. A way to run it replaces the file's."""
    given = {name: value for name, value in flags.items() if value is not None}
    said = profile.model_dump(exclude_unset=True)
    if given.keys() & WAYS:
        said = {name: value for name, value in said.items() if name not in WAYS}
    try:
        return Profile.model_validate({**said, **given})
    except ValidationError as problem:
        raise ProfileWrong("; ".join(error["msg"] for error in problem.errors())) from problem


def _check_keys(node: Node, problems: Problems) -> None:
    for where, model in PARTS.items():
        part = node.values.get(where) if where and isinstance(node, Mapping) else node
        for key, mark in part.keys.items() if isinstance(part, Mapping) else ():
            if key not in model.model_fields:
                problems.add(mark, nearest(key, model.model_fields, where))


def _known(given: Any) -> Any:
    """Without the keys that there are not: they have been told."""
    if not isinstance(given, dict):
        return given
    said = {key: value for key, value in given.items() if key in Profile.model_fields}
    if isinstance(ready := said.get("ready"), dict):
        said["ready"] = {key: value for key, value in ready.items() if key in Ready.model_fields}
    return said
