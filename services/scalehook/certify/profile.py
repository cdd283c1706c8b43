"""`certify.yaml`: what a project says of its consumer once, so that the command line need not."""

import difflib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from scalehook.certify.scenario import ABILITIES

SourceName = Literal["mns", "push", "rabbit"]
Seconds = Annotated[float, Field(gt=0, le=3600, allow_inf_nan=False)]
FILE = "certify.yaml"
LARGEST = 2**20  # bytes
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
        return self

    @property
    def runs(self) -> bool:
        """Whether it says how the consumer is run."""
        return bool(self.command or self.container or self.attach)


def read(file: Path) -> Profile:
    """The profile in a file; ProfileWrong, with lines, for what it cannot say."""
    try:
        text = file.read_bytes()[: LARGEST + 1].decode()
    except (OSError, UnicodeDecodeError) as problem:
        raise ProfileWrong(f"{file}: {problem}") from problem
    if len(text) > LARGEST:
        raise ProfileWrong(f"{file}: longer than {LARGEST} bytes")
    try:
        root = yaml.compose(text, yaml.SafeLoader)
    except yaml.YAMLError as problem:
        raise ProfileWrong(f"{file}: {' '.join(str(problem).split())}") from problem
    if root is None:
        return Profile(folder=file.parent)
    lines = dict(_lines(root, ()))
    if twice := list(_twice(root)):
        raise ProfileWrong("\n".join(f"{file}:{line}: {key} is there twice" for key, line in twice))
    try:
        found = Profile.model_validate(yaml.safe_load(text))
    except ValidationError as problem:
        raise ProfileWrong("\n".join(_told(file, problem, lines))) from problem
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


def _told(file: Path, problem: ValidationError, lines: dict[tuple[Any, ...], int]) -> Iterator[str]:
    for error in sorted(problem.errors(), key=lambda each: _line(each["loc"], lines)):
        where = f"{file}:{_line(error['loc'], lines)}"
        name = ".".join(map(str, error["loc"]))
        if error["type"] == "extra_forbidden":
            known = Ready.model_fields if error["loc"][0] == "ready" else Profile.model_fields
            near = difflib.get_close_matches(str(error["loc"][-1]), known, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(known)}"
            yield f"{where}: unknown key {name!r}; {hint}"
        else:
            yield f"{where}: {name + ': ' if name else ''}{error['msg'].removeprefix('Value error, ')}"


def _line(path: tuple[Any, ...], lines: dict[tuple[Any, ...], int]) -> int:
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


def _lines(node: yaml.Node, path: tuple[Any, ...]) -> Iterator[tuple[tuple[Any, ...], int]]:
    yield path, node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _lines(value, (*path, key.value))
            yield (*path, key.value), key.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            yield from _lines(value, (*path, number))


def _twice(node: yaml.Node) -> Iterator[tuple[str, int]]:
    seen = set()
    for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
        if key.value in seen:
            yield str(key.value), key.start_mark.line + 1
        seen.add(key.value)
        yield from _twice(value)
