"""A template taken apart."""

from collections.abc import Iterable
from functools import cached_property, lru_cache
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator
from pydantic.alias_generators import to_pascal

from scalehook.template_engine.durations import seconds_of
from scalehook.template_engine.loop_bodies import written_anew
from scalehook.template_engine.references import LOOP_ITEM, references, stored_references
from scalehook_contracts.plain import NotPlain

ParameterType = Literal["String", "Number", "Boolean", "List", "Json"]
LONGEST_DELAY = 7 * 24 * 3600  # seconds between two tries
END, NEXT = "ACS::END", "ACS::NEXT"


class InvalidTemplate(ValueError):
    """The text is no template."""


class Node(BaseModel):
    """A mapping in a template; keys that only the console reads are let pass."""

    model_config = ConfigDict(frozen=True, extra="ignore", alias_generator=to_pascal)

    @model_validator(mode="before")
    @classmethod
    def _leave_out_what_is_empty(cls, value: Any) -> Any:
        """A key without a value is as if it were not there; but null is a default as any other."""
        if not isinstance(value, dict):
            return value
        return {key: item for key, item in value.items() if item is not None or key == "Default"}


class ParameterNode(Node):
    """One entry of `Parameters`."""

    type: ParameterType = "String"
    default: Any = None
    allowed_values: list[Any] | None = None
    allowed_pattern: str | None = None
    min_length: int | None = None
    max_length: int | None = None
    min_value: float | None = None
    max_value: float | None = None
    constraint_description: str | dict[str, Any] = ""  # or in several languages
    no_echo: bool = False

    @property
    def constraint(self) -> str:
        """What a value must be, in the template's own words."""
        said = self.constraint_description
        return said if isinstance(said, str) else str(said.get("en") or next(iter(said.values()), ""))

    @property
    def required(self) -> bool:
        """Whether a value must be given."""
        return "default" not in self.model_fields_set

    @cached_property
    def is_stored(self) -> bool:
        """Whether its default is in the Parameter Store."""
        return bool(stored_references(self.default))


class OutputNode(Node):
    """A task's output, selected from what its action answered; or a template's, computed."""

    type: ParameterType = "String"
    value_selector: Any = ""  # text, or a function that makes it
    value: Any = None


class LoopOutputNode(Node):
    """An output of a loop: a field of all its items, as a list or added up."""

    aggregate_type: Literal["Fn::ListJoin", "Fn::Sum"]
    aggregate_field: str


class LoopNode(Node):
    """A task that runs once per item. The keys of `RateControl` may stand in the loop itself."""

    items: Any
    rate_control: Any = None
    concurrency: Any = None
    max_errors: Any = None
    mode: Any = None
    batch: Any = None
    batch_number: Any = None
    concurrency_in_batches: Any = None
    batch_pause_option: Any = None
    outputs: dict[str, LoopOutputNode] = {}


def _seconds(value: Any) -> Any:
    """A duration as text; numbers stay as they are."""
    seconds = seconds_of(value)
    return value if seconds is None else seconds


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


class TaskNode(Node):
    """One task."""

    name: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,200}$")]
    action: str
    properties: dict[str, Any] = {}
    when: Any = None
    on_error: str = END
    on_success: str = NEXT
    on_cancel: str = END
    is_critical: bool = True
    outputs: dict[str, OutputNode] = {}
    loop: LoopNode | None = None
    retries: int = Field(10, ge=0, le=300)
    delay_type: Literal["Exponential", "Constant", "Linear"] = "Exponential"
    delay: float = Field(2, ge=0, le=LONGEST_DELAY)
    back_off: float = Field(2, ge=0, le=LONGEST_DELAY)
    max_retry_interval: float | None = Field(None, ge=0)
    timeout: Annotated[float | None, BeforeValidator(_seconds)] = Field(None, gt=0, le=LONGEST_DELAY)
    depends_on: Annotated[list[str], BeforeValidator(_listed)] = []

    @cached_property
    def chooses_items(self) -> bool:
        """Whether its condition looks at the item of its loop: then it is asked for each of them."""
        return self.loop is not None and LOOP_ITEM in map(str.lower, references(self.when))

    @model_validator(mode="before")
    @classmethod
    def _read_is_end(cls, value: Any) -> Any:
        """`IsEnd: true` is another way to write where success leads."""
        if isinstance(value, dict) and str(value.get("IsEnd")).lower() == "true":
            return {"OnSuccess": END} | value
        return value


class Document(Node):
    """A template. Tasks with several others in a loop are read as loops that execute these."""

    format_version: Literal["OOS-2019-06-01"]
    description: Annotated[Any, BeforeValidator(lambda text: text or "")] = ""
    parameters: dict[str, ParameterNode] = {}
    ram_role: str = ""
    conditions: dict[str, Any] = {}
    tasks: list[TaskNode] = Field(min_length=1)
    outputs: dict[str, OutputNode] = {}

    @model_validator(mode="before")
    @classmethod
    def _write_loops_anew(cls, value: Any) -> Any:
        return written_anew(value) if isinstance(value, dict) else value

    def task(self, name: str) -> TaskNode:
        """The task with this name; InvalidTemplate when there is none, or more than one."""
        found = [task for task in self.tasks if task.name == name]
        if len(found) == 1:
            return found[0]
        number = f"are {len(found)} tasks" if found else "is no task"
        raise InvalidTemplate(f"there {number} {name}")

    @cached_property
    def paths(self) -> dict[str, list[str]]:
        """The jq paths by which expressions look into what a task's action answered, by the task's name
        in lower case: those that name none of the outputs that it declares.
        """
        found: dict[str, dict[str, None]] = {}
        declared = {task.name.lower(): _lowered(task.outputs) for task in self.tasks if not task.loop}
        for name in references(self.model_dump()):
            task, _, path = name.partition(".")
            if path and path.lower() not in declared.get(task.lower(), {path.lower()}):
                found.setdefault(task.lower(), {})[path] = None
        return {task: list(paths) for task, paths in found.items()}

    @cached_property
    def stored(self) -> dict[str, list[str]]:
        """The parameters of the Parameter Store that a task needs, by its name; with those that all of
        the template may need: its defaults, conditions and outputs.
        """
        shared = [node.default for node in self.parameters.values()]
        common = [shared, self.conditions, [node.value for node in self.outputs.values()]]
        return {task.name: stored_references([task.model_dump(), *common]) for task in self.tasks}

    def after(self, name: str) -> TaskNode | None:
        """The task that follows in the text."""
        names = [task.name for task in self.tasks]
        following = names.index(name) + 1
        return self.tasks[following] if following < len(names) else None


def _lowered(names: Iterable[str]) -> set[str]:
    return {name.lower() for name in names}


@lru_cache(256)
def parse(text: str) -> Document:
    """The template; InvalidTemplate when it is none. JSON is YAML too."""
    try:
        return Document.model_validate(read(text))
    except ValidationError as problem:
        path, message = misfits(problem)[0]
        where = ".".join(map(str, path))
        raise InvalidTemplate(f"{where}: {message}" if where else message) from problem


SHAPES = {  # in the words of YAML, not of Python
    "model_type": "this must be an object",
    "dict_type": "this must be an object",
    "list_type": "this must be a list",
}


def misfits(problem: ValidationError) -> list[tuple[tuple[str | int, ...], str]]:
    """What does not fit in a template: where from its root, and why."""
    errors = problem.errors(include_url=False, include_input=False)
    return [(error["loc"], SHAPES.get(error["type"], error["msg"])) for error in errors]


def read(text: str) -> Any:
    """The text as plain data; InvalidTemplate when it is no YAML."""
    from scalehook.template_engine.yaml_reading import read_yaml  # PyYAML: only once a template is read

    try:
        return read_yaml(text)
    except NotPlain as problem:
        raise InvalidTemplate(str(problem)) from problem
