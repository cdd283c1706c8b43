"""Whatever a message accepts can be written, and reads the same again; the rest is refused."""

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from scalehook.kit.api.catalogue import message_types
from scalehook.wiring.services import services
from scalehook_contracts.base import Command, Message
from scalehook_contracts.errors import ErrorBody
from scalehook_contracts.scaling_controller.groups import CreateScalingGroup
from scalehook_contracts.template_engine.executions import ExecutionStarted
from support.hostile_values import HOSTILE, Maker

BASES = {"base", "pages"}  # of other contracts: nobody sends them
KEPT = {name: cls for service in services() for name, cls in message_types(service).items()}
MESSAGES = [cls for _, cls in sorted(KEPT.items()) if cls.owner() not in BASES and cls.model_fields]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec=None)),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(codec=None)), inner),
    max_leaves=20,
)


def check(cls: type[Message], given: object) -> bool:
    """Whether the message was accepted; if so it comes back from the wire and from the journal."""
    try:
        message = cls.model_validate(given)
    except ValidationError:
        return False
    raw = message.as_json()
    assert cls.model_validate_json(raw) == message
    assert cls.model_validate(orjson.loads(raw)) == message
    return True


def _is_whole(cls: type[Message]) -> bool:
    try:
        return not issubclass(cls, Command) or bool(cls.reply_type().model_fields is not None)
    except (TypeError, AttributeError):
        return False  # a base of commands, without a reply of its own


@pytest.mark.parametrize("owner", sorted({cls.owner() for cls in MESSAGES}))
def test_what_is_accepted_can_be_kept(owner: str) -> None:
    """Lone surrogates, NUL, nesting, 64-bit limits, numbers that are none: in each field, and at any
    depth; a text of a megabyte in each kind of field.
    """
    tried: set[str] = set()
    for cls in (cls for cls in MESSAGES if cls.owner() == owner and _is_whole(cls)):
        maker = Maker(cls)
        assert check(cls, maker.fitting()), (cls, "the usual values do not fit")
        accepted = {check(cls, given) for given in maker.hostile(tried)}
        assert False in accepted, (cls, "nothing is refused")


@given(st.dictionaries(st.text(st.characters(codec=None)), JSON))
def test_free_data_can_be_kept(parameters: dict[str, object]) -> None:
    """Also where a contract does not know its form."""
    usual = Maker(ExecutionStarted).fitting()
    check(ExecutionStarted, usual | {"Parameters": parameters})


@given(JSON)
def test_errors_can_be_kept(details: object) -> None:
    """Details repeat what a caller gave."""
    body = {"name": "A", "code": "A", "message": "m", "status": 400, "details": {"a": details}}
    try:
        error = ErrorBody.model_validate(body)
    except ValidationError:
        return
    assert ErrorBody.model_validate_json(error.model_dump_json()) == error


@pytest.mark.parametrize("name", ["\ud800", "a\udc00"])
def test_text_that_is_no_utf_8_is_refused(name: str) -> None:
    """At once, and not when the message is written."""
    with pytest.raises(ValidationError, match="unicode"):
        CreateScalingGroup(region_id=name, min_size=0, max_size=1)


def test_the_values_are_hostile() -> None:
    """Some of them no JSON can carry."""
    with pytest.raises(TypeError):
        orjson.dumps(HOSTILE)
