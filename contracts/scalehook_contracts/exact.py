"""Models that their own JSON gives back exactly: who has written it need not validate it to read it."""

import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, ParamSpec, TypeVar, Union

from pydantic import BaseModel, PlainSerializer, WrapSerializer
from pydantic.fields import FieldInfo

from scalehook_contracts.plain import READ_AGAIN

SMALLEST, LARGEST = -(2**63), 2**64 - 1  # a quick reader of JSON makes floats of other integers
ATOMS = (str, bool, float, type(None))

_new = object.__new__
# What every model has beside its class; to find it in its class takes half as long again.
_set_fields, _set_given, _set_extra, _set_private = (
    BaseModel.__dict__[name].__set__
    for name in ("__dict__", "__pydantic_fields_set__", "__pydantic_extra__", "__pydantic_private__")
)

ModelT = TypeVar("ModelT", bound=BaseModel)
P = ParamSpec("P")
Reader = Callable[[Any], Any]  # of a part: what JSON has for it, as the field holds it


@dataclass(frozen=True, slots=True)
class Exact:
    """How objects of one model are made of what was written of them, by the names in Python. All their
    fields are texts, numbers of bounded size, lists and structures of them, or plain data; what was
    validated before is not validated again. Fields are only ever added: an object with as many as today
    has the same ones.
    """

    model: type[BaseModel]
    count: int
    parts: tuple[tuple[str, Reader], ...]
    all_set: set[str]
    defaults: dict[str, Any]
    fresh: tuple[tuple[str, Callable[[], Any]], ...]  # fields, and what makes a default for each object

    def read(self, values: dict[str, Any]) -> Any:
        """The object. It keeps `values`."""
        if len(values) != self.count:
            return self.model.__pydantic_validator__.validate_python(values, by_name=True)
        for name, reader in self.parts:
            if value := values[name]:
                values[name] = reader(value)
        return self.made(values)

    def made(self, fields: dict[str, Any]) -> Any:
        """An object that has these fields, which are all of its fields."""
        made = _new(self.model)
        _set_fields(made, fields)
        _set_given(made, self.all_set)
        _set_extra(made, None)
        _set_private(made, None)
        return made

    def completed(self, given: dict[str, Any]) -> dict[str, Any]:
        """These fields, and the defaults of all others; TypeError when they are too few or too many."""
        fields = {**self.defaults, **given}
        for name, fresh in self.fresh:
            if name not in fields:
                fields[name] = fresh()
        if len(fields) != self.count:
            raise TypeError(f"{self.model.__name__} is not made of {', '.join(given)}")
        return fields


_FOUND: dict[type[BaseModel], Exact | None] = {}  # half as dear as a cache of the library's


def exact(model: type[BaseModel]) -> Exact | None:
    """How to read the model; None when its JSON may hold what has to be looked at."""
    try:
        return _FOUND[model]
    except KeyError:
        return _FOUND.setdefault(model, _exact(model, ()))


def of_own(model: type[ModelT], values: dict[str, Any]) -> ModelT:
    """An object of all its fields, by the names in Python: a service's own values, which were validated
    before and are not looked at again. TypeError when there are more or fewer fields.
    """
    form = _FOUND.get(model) or exact(model)
    if form is None or values.keys() != form.all_set:
        raise TypeError(f"{model.__name__} is not made of {', '.join(values)}")
    made: ModelT = form.made(values)
    return made


def maker(model: Callable[P, ModelT]) -> Callable[P, ModelT]:
    """What makes objects of a service's own values by the names in Python, as the class itself does, but
    does not look at them: who calls it is checked by mypy, and gives nothing that came from outside
    and was not validated there.
    """
    form: Exact | None = None  # asked for with the first object: most makers of a process make none

    def make(*_: P.args, **given: P.kwargs) -> ModelT:
        nonlocal form
        if form is None and (form := exact(kind)) is None:
            return kind(**given)
        made: ModelT = form.made(given if len(given) == form.count else form.completed(given))
        return made

    kind = typing.cast(type[ModelT], model)
    return make


def altered(message: ModelT, values: Mapping[str, Any]) -> ModelT:
    """A copy with other values, which are not validated, as of `model_copy`. It takes a third of the
    time, and no set of its own of which fields were given: all were.
    """
    form = exact(type(message))
    if form is None:
        return message.model_copy(update=dict(values))
    fields = message.__dict__.copy()
    fields.update(values)
    return typing.cast(ModelT, form.made(fields))


def _exact(model: type[BaseModel], around: tuple[type[BaseModel], ...]) -> Exact | None:
    if model in around or not _is_ordinary(model):
        return None
    parts: list[tuple[str, Reader]] = []
    for name, info in model.model_fields.items():
        try:
            reader = _reader(_annotation(info), (*around, model))
        except TypeError:
            return None
        if reader is not None:
            parts.append((name, reader))
    return _form(model, tuple(parts))


def _form(model: type[BaseModel], parts: tuple[tuple[str, Reader], ...]) -> Exact:
    fields = model.model_fields
    optional = {name: info for name, info in fields.items() if not info.is_required()}
    fresh = {name: info.default_factory for name, info in optional.items() if info.default_factory}
    defaults = {name: info.default for name, info in optional.items() if name not in fresh}
    made = tuple(typing.cast("dict[str, Callable[[], Any]]", fresh).items())
    return Exact(model, len(fields), parts, set(fields), defaults, made)


def _is_ordinary(model: type[BaseModel]) -> bool:
    """Whether its objects are their fields, and nothing else, and are written as they are."""
    config, decorators = model.model_config, model.__pydantic_decorators__
    written = decorators.field_serializers or decorators.model_serializers or decorators.computed_fields
    hidden = model.__pydantic_post_init__ or model.__private_attributes__
    kept = (value for kind in model.__mro__ for value in vars(kind).values())
    if written or hidden or any(isinstance(value, cached_property) for value in kept):
        return False
    return bool(config.get("populate_by_name")) and config.get("extra") != "allow"


def _annotation(info: FieldInfo) -> Any:
    """What is said beside the type belongs to it."""
    return typing.Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation


def _reader(annotation: Any, around: tuple[type[BaseModel], ...]) -> Reader | None:
    """None for what is the same in JSON and in Python; TypeError for what may differ."""
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if annotation in ATOMS or (origin is Literal and all(type(one) in ATOMS for one in arguments)):
        return None
    if origin is typing.Annotated:
        if READ_AGAIN in arguments[1:]:
            return None
        if any(isinstance(said, PlainSerializer | WrapSerializer) for said in arguments[1:]):
            raise TypeError(f"{annotation} is written in a way of its own")
        if arguments[0] is int and _is_bounded(arguments[1:]):
            return None
        return _reader(arguments[0], around)
    if origin is list:
        return _each(_reader(arguments[0], around))
    if origin is dict and arguments[0] is str and _reader(arguments[1], around) is None:
        return None
    if origin in (Union, types.UnionType):
        return _one_of([kind for kind in arguments if kind is not type(None)], around)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return _structure(annotation, around)
    raise TypeError(f"{annotation} may come back as something else")


def _is_bounded(said: tuple[Any, ...]) -> bool:
    """Whether an integer fits into 64 bits."""
    flat = [part for one in said for part in (one.metadata if isinstance(one, FieldInfo) else [one])]
    lowest = [getattr(part, "ge", getattr(part, "gt", SMALLEST - 1)) for part in flat]
    highest = [getattr(part, "le", getattr(part, "lt", LARGEST + 1)) for part in flat]
    return max(lowest) >= SMALLEST and min(highest) <= LARGEST


def _each(reader: Reader | None) -> Reader | None:
    return None if reader is None else lambda values: [reader(value) for value in values]


def _one_of(kinds: list[Any], around: tuple[type[BaseModel], ...]) -> Reader | None:
    """One structure at most, which may be missing."""
    readers = [_reader(kind, around) for kind in kinds]
    if not any(readers):
        return None
    if len(readers) > 1:
        raise TypeError("it may be several things")
    [reader] = readers
    return lambda value: None if value is None else typing.cast(Reader, reader)(value)


def _structure(model: type[BaseModel], around: tuple[type[BaseModel], ...]) -> Reader:
    found = _exact(model, around)
    if found is None:
        raise TypeError(f"{model.__name__} has to be looked at")
    return found.read
