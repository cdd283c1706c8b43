"""The bases of every message, and the names they carry on the wire."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, ClassVar, Generic, TypeVar, cast

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_pascal, to_snake
from pydantic_core import to_jsonable_python

from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.common import InvalidParameter
from scalehook_contracts.products import Product
from scalehook_contracts.shape import BARE, BLANK, ITEM, PROTOCOL

LONG_POLL_SECONDS = 86_400  # ended by virtual time, or by the client

_WIRE_NAMES: dict[type, str] = {}  # asked for with each message: `cache` takes five times as long


class Message(BaseModel):
    """Anything that travels: immutable, JSON by documented names, unknown fields ignored."""

    model_config = ConfigDict(
        frozen=True,
        populate_by_name=True,
        extra="ignore",
        alias_generator=to_pascal,
        ser_json_inf_nan="constants",  # so that no reader takes them for nothing
        defer_build=True,  # most of a process's contracts are never used in it
        str_min_length=0,  # with a length to look at, text that is no UTF-8 is refused at once
        allow_inf_nan=False,  # JSON has no such numbers
    )
    mandatory: ClassVar[bool] = False  # AMQP's: that nobody takes it is an error for its sender
    in_order: ClassVar[bool] = False  # an event of which journals are full: kept without names

    @classmethod
    @cache
    def owner(cls) -> str:
        """The service that the message belongs to: the module below the package root."""
        return cls.__module__.split(".")[1]

    @classmethod
    @cache
    def snake_name(cls) -> str:
        """`CreateLifecycleHook` → `create_lifecycle_hook`: also its handler's name."""
        return to_snake(cls.__name__)

    @classmethod
    def wire_name(cls) -> str:
        """`<owner>.<snake_name>`: AMQP's type and routing key."""
        try:
            return _WIRE_NAMES[cls]
        except KeyError:
            return _WIRE_NAMES.setdefault(cls, ".".join([*cls._places(), cls.snake_name()]))

    @classmethod
    def _places(cls) -> list[str]:
        """The owner; and of a contract in a package of its owner's, that package: the same operation in
        another version of an API.
        """
        root, *places, _ = cls.__module__.split(".")
        return places if places and root == __package__ else [cls.owner()]

    def as_json(self) -> bytes:
        """The body on the wire: UTF-8 JSON by documented names."""
        return self.__pydantic_serializer__.to_json(self, by_alias=True)


class Reply(Message):
    """What a command's owner answers."""


class Done(Reply):
    """The answer of a command that has nothing to say but that it was done."""


DONE = Done()  # one for all: it says nothing of its own


ReplyT = TypeVar("ReplyT", bound=Reply)
ReplyT_co = TypeVar("ReplyT_co", bound=Reply, covariant=True)


class Command(Message, Generic[ReplyT_co]):
    """Asks its one owner for something; a query is a command that changes nothing."""

    mandatory: ClassVar[bool] = True
    repeatable: ClassVar[bool] = True  # its answer is kept for when it comes twice
    housekeeping: ClassVar[bool] = False  # of a timer's: it comes round again, and nobody waits for it

    def awaited(self) -> bool:
        """Whether somebody may wait for the timer that sends it: time then jumps there by itself, if it
        is let.
        """
        return not self.housekeeping

    @classmethod
    @cache
    def reply_type(cls) -> type[Reply]:
        """The type of the answer, read from the class's own `Command[...]` base."""
        for base in cls.__mro__:
            arguments = getattr(base, "__pydantic_generic_metadata__", {}).get("args")
            if arguments:
                return cast(type[Reply], arguments[0])
        raise TypeError(f"{cls.__name__} does not name its reply: derive it from Command[Reply]")

    @classmethod
    def is_shared_base(cls) -> bool:
        """Whether it is what several commands derive from: it leaves the reply open."""
        try:
            return not isinstance(cls.reply_type(), type)
        except TypeError:
            return True


class Operation(Command[ReplyT_co], Generic[ReplyT_co]):
    """A command that is a documented cloud API operation: class name = Action.

    Fields are its documented parameters; ranges stand in their `Field`s. A value that does not fit
    is refused with `invalid`, whose documented spelling differs between operations. So are the
    `unsupported` parameters: documented ones that would change the answer and are not simulated.
    """

    product: ClassVar[Product]
    invalid: ClassVar[type[ApiError]] = InvalidParameter
    unsupported: ClassVar[frozenset[str]] = frozenset()
    forbidden: ClassVar[type[ApiError] | None] = None  # who may not do it; None: as the product says
    granted_by: ClassVar[str] = ""  # the operation whose RAM action grants it; empty: its own
    waits: ClassVar[float] = 0  # seconds that an answer may be held back: of a long poll
    said_as: ClassVar[Mapping[str, str]] = {}  # what requests call parameters, where that differs
    asks_others: ClassVar[bool] = False  # its answer may need what other services know
    roles_go_to: ClassVar[str] = "oos.aliyuncs.com"  # the service that its `passed_roles` are for

    @classmethod
    def known_as(cls, parameter: str) -> str:
        """What users call a parameter, or a part of one."""
        name, dot, part = parameter.partition(".")
        return cls.said_as.get(name, name) + dot + part

    @classmethod
    def wrong(cls, name: str, kind: str) -> ApiError:
        """The documented error for a value that does not fit. `kind` says why, as pydantic calls it."""
        return cls.invalid(name=name)

    @classmethod
    @cache
    def ram_action(cls) -> str:
        """What a policy must allow: `ess:CompleteLifecycleAction`."""
        return f"{cls.product.ram_code}:{cls.granted_by or cls.__name__}"

    def resources(self) -> list[str]:
        """What RAM checks: full ARNs, or ones relative to `acs:<product>:<region>:<account>:`. Those of
        another product leave region and account out: `acs:vpc:::vswitch/vsw-1`.
        """
        return ["*"]

    def place_question(self) -> "Command[Any] | None":
        """Asks for the resources (`ownership.Place`), where only their owner knows them all."""
        return None

    @classmethod
    def tags_questions(cls, resources: list[str]) -> "list[Command[Any]]":
        """Ask for the tags of resources (`ownership.TagsFound`); none where these have none."""
        return []

    def passed_roles(self) -> list[str]:
        """Roles that the caller hands to a service, and needs `ram:PassRole` on."""
        return []

    def questions(self, reply: Any) -> "list[Command[Any]]":
        """What others are to be asked before `reply` is the answer, if the operation `asks_others`."""
        return []

    def completed(self, reply: Any, answers: "list[Reply | ApiError]") -> Reply:
        """The answer, with those to its `questions`; or the error that they come to."""
        return cast(Reply, reply)

    def facts(self) -> dict[str, str]:
        """What policies may make conditions of, by their keys: `mns:EnableLogging`."""
        return {}


class Event(Message):
    """Says what happened, in the past tense; belongs to its publisher."""

    private: ClassVar[bool] = False


class Note(Event):
    """An event that a service keeps to itself: journaled and applied, never published."""

    private: ClassVar[bool] = True


class Caution(Event):
    """An event that somebody should look at: logged as a warning."""


class Intent(Message):
    """What an effect is asked to do in the outside world; journaled, never on the bus."""


class Part(Message):
    """A structure inside other messages."""

    lasting: ClassVar[bool] = False  # one object is sent again and again: its JSON is kept with it


def Listed(item: str, **constraints: Any) -> Any:
    """A list field whose items are called `item` on the wire: `ScalingGroups` of `ScalingGroup`.

    The 2014 flavour of the RPC protocol wraps lists in an object with that key, XML repeats an
    element of that name, and requests spell list parameters `<item>.N` as well as `<field>.N`.
    """
    constraints.setdefault("default_factory", list)
    return Field(json_schema_extra={ITEM: item}, **constraints)


def Bare(item: str) -> Any:
    """A list that stands alone in a structure, by the name of its items: the structure is the wrapping
    already, in every version: `ScalingActivityStatusStatistics` of `Statistic`.
    """
    return Field(default_factory=list, json_schema_extra={ITEM: item, BARE: True})


def FromProtocol(default: Any = "") -> Any:
    """What the protocol says of every call, by this field's name: no parameter, but an operation may
    depend on it.
    """
    return Field(default, json_schema_extra={PROTOCOL: True})


def Blankable(default: str | None = None, **constraints: Any) -> Any:
    """A text of an operation for which an empty one says something else than none at all: it takes away
    what was there. Empty values of all other parameters count as not given.
    """
    return Field(default, json_schema_extra={BLANK: True}, **constraints)


def Fresh(kind: Callable[[], object]) -> Any:
    """A field that holds an empty one of its own when it is not given. Pydantic would copy a literal
    `{}` deeply, for each message.
    """

    def documented(schema: dict[str, Any]) -> None:
        schema["default"] = to_jsonable_python(kind())

    return Field(default_factory=kind, json_schema_extra=documented)
