"""Which models are read without validating them once more, and that they come back as they were."""

from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any, Literal

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field, PlainSerializer, ValidationError, computed_field

from scalehook_contracts.base import Event, Part
from scalehook_contracts.exact import altered, exact, maker, of_own
from scalehook_contracts.numbers import Int64
from scalehook_contracts.plain import LARGEST, READABLE, SMALLEST, Plain, PlainObject

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
NUMBERS = st.integers(SMALLEST, LARGEST) | st.floats(allow_nan=False, allow_infinity=False)
PLAIN = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)


class Kind(StrEnum):
    """A member is no text, though it is equal to one."""

    QUEUE = "queue"


class Disk(Part):
    """Inside of others."""

    size: Int64
    labels: list[str] = Field(default_factory=list)


class Made(Event):
    """Of everything that is exact."""

    name: str
    state: Literal["on", "off"] = "on"
    share: float | None = None
    amounts: dict[str, Int64] = Field(default_factory=dict)
    port: int = Field(1, ge=1, le=65535)
    first: Disk | None = None
    others: list[Disk] = Field(default_factory=list)


class Numbered(Event):
    """Of an integer of any size."""

    number: int


class Kinded(Event):
    """Of a member of an enumeration."""

    kind: Literal[Kind.QUEUE]


class Open(Event):
    """Of anything."""

    value: Any


class Carrying(Event):
    """Of plain data, which was looked at when it came."""

    value: Plain
    body: PlainObject


class Choosing(Event):
    """Of one structure or another."""

    one: Disk | Made


class Nested(Event):
    """Of itself."""

    inner: list["Nested"] = Field(default_factory=list)


class Spelt(Event):
    """Written in a way of its own."""

    name: Annotated[str, PlainSerializer(str.upper)]


class Computing(Event):
    """It says more than its fields."""

    name: str

    @computed_field  # type: ignore[prop-decorator]  # as pydantic's own documentation has it
    @property
    def length(self) -> int:
        """Of the name."""
        return len(self.name)


class Remembering(Event):
    """It keeps something beside its fields."""

    name: str

    @cached_property
    def length(self) -> int:
        """Of the name."""
        return len(self.name)


def written(event: Event) -> dict[str, Any]:
    """As the journal has it."""
    found: dict[str, Any] = orjson.loads(
        orjson.dumps(event.__dict__, default=lambda part: part.__dict__)
    )
    return found


@pytest.mark.parametrize(
    "model", [Numbered, Kinded, Open, Choosing, Nested, Spelt, Computing, Remembering]
)
def test_what_may_come_back_as_something_else_is_looked_at(model: type[Event]) -> None:
    """Such a model is not exact."""
    assert exact(model) is None


def test_an_exact_object_comes_back_as_it_was() -> None:
    """With its structures, and with the types of its values."""
    form = exact(Made)
    assert form is not None
    disks = [Disk(size=1, labels=["a"]), Disk(size=2**63 - 1)]
    for made in (
        Made(name="n"),
        Made(name="n", share=1, amounts={"a": 5}, first=disks[0], others=disks),
    ):
        again = form.read(written(made))
        assert again == made
        assert repr(again) == repr(made)
        assert again.as_json() == made.as_json()


@given(PLAIN, st.dictionaries(TEXTS, PLAIN, max_size=3))
def test_plain_data_come_back_as_they_were(value: Any, body: dict[str, Any]) -> None:
    """Numbers at their bounds, any text, whatever lies in them: with the types that they had."""
    form = exact(Carrying)
    assert form is not None
    made = Carrying(value=value, body=body)
    assert repr(form.read(written(made))) == repr(made)


def test_plain_data_may_lie_as_deep_as_is_allowed() -> None:
    """No deeper value is taken, and none that is taken is too deep for the journal."""
    deep: Any = 0
    for _ in range(READABLE - 1):
        deep = [deep]
    form = exact(Carrying)
    assert form is not None
    made = Carrying(value=deep, body={})
    assert form.read(written(made)) == made
    with pytest.raises(ValidationError, match="too deep"):
        Carrying(value=[deep], body={})


def test_what_an_older_version_wrote_gets_its_defaults() -> None:
    """It has fewer fields; inside of a structure, too."""
    form = exact(Made)
    assert form is not None
    old = {**written(Made(name="n")), "first": {"size": 3}}
    assert form.read(dict(old)) == Made(name="n", first=Disk(size=3))
    assert form.read({"name": "n", "first": {"size": 3}}) == Made(name="n", first=Disk(size=3))


def test_a_copy_with_other_values_leaves_the_first_alone() -> None:
    """And can be copied in turn."""
    made = Made(name="n")
    other = altered(made, {"name": "m", "port": 2})
    assert (made.name, made.port, other.name, other.port) == ("n", 1, "m", 2)
    assert other.model_copy(update={"port": 3}) == Made(name="m", port=3)
    assert altered(Open(value=1), {"value": 2}) == Open(value=2)


def test_own_values_are_an_object_like_any_other() -> None:
    """It is equal to one that was validated, and says the same."""
    values = {name: getattr(Made(name="n"), name) for name in Made.model_fields}
    made = of_own(Made, values)
    assert made == Made(name="n")
    assert made.as_json() == Made(name="n").as_json()


@pytest.mark.parametrize("values", [{"size": 1}, {"size": 1, "labels": [], "more": 1}])
def test_own_values_are_all_fields_and_no_others(values: dict[str, Any]) -> None:
    """Nothing else would notice."""
    with pytest.raises(TypeError, match="Disk is not made of size"):
        of_own(Disk, values)


def test_a_maker_makes_what_the_class_makes() -> None:
    """With the defaults of what is not given, each object with lists of its own."""
    made = maker(Made)
    assert made(name="a") == Made(name="a")
    assert made(name="a", port=2, others=[Disk(size=1)]) == Made(name="a", port=2, others=[Disk(size=1)])
    assert made(name="a").others is not made(name="a").others


def test_a_maker_wants_what_the_class_wants() -> None:
    """Too few and too many fields are told."""
    for fields in ({"port": 2}, dict.fromkeys([*Made.model_fields, "other"], 1)):
        with pytest.raises(TypeError):
            maker(Made)(**fields)  # type: ignore[arg-type]  # that is what is tested
