"""What is refused where it is written, and which handler an action goes to."""

import inspect
from collections.abc import Callable
from functools import partial
from typing import Any, Protocol
from unittest.mock import AsyncMock

import pytest

from scalehook.consumer import Consumer, LifecycleAction, WrongHandler, WrongSettings
from scalehook.consumer.handlers import Filters, Handler, Handlers, Place
from scalehook.consumer.notification import Notification


async def good(action: LifecycleAction) -> None: ...


async def unannotated(action): ...  # type: ignore[no-untyped-def]  # what many people write


async def no_argument() -> None: ...


async def two_arguments(action: LifecycleAction, other: str) -> None: ...


async def by_keyword(*, action: LifecycleAction) -> None: ...


async def of_text(action: str) -> None: ...


async def of_mappings(action: dict[str, str]) -> None: ...


async def of_anything(action: Any) -> None: ...


async def of_one_or_none(action: LifecycleAction | None = None) -> None: ...


async def of_what_only_type_checkers_know(action: Any) -> None: ...


of_what_only_type_checkers_know.__annotations__["action"] = "inspect.NoSuchThing"


async def with_more(prefix: str, action: LifecycleAction) -> None: ...


class Named(Protocol):
    @property
    def token(self) -> str: ...


async def of_a_protocol(action: Named) -> None: ...


class Drain:
    async def __call__(self, action: LifecycleAction) -> None: ...

    async def method(self, action: LifecycleAction) -> None: ...


class Blocking:
    def __call__(self, action: LifecycleAction) -> None: ...


def no_coroutine(action: LifecycleAction) -> None: ...


@pytest.mark.parametrize(
    ("filters", "problem"),
    [
        ({"transition": "SCALE_INN"}, "'SCALE_INN' is no transition: did you mean 'SCALE_IN'?"),
        ({"transition": "scale_in"}, "did you mean 'SCALE_IN'?"),
        ({"transition": "REBALANCE"}, "is no transition"),
        ({"transition": ""}, "'' is no transition: there are SCALE_OUT, SCALE_IN"),
        ({"transition": 3}, "3 is no transition"),
        ({"transition": good}, "write @consumer.on()"),
        ({"hook": ""}, "hook is the name or id of a hook"),
        ({"hook": 3}, "hook is the name or id of a hook"),
        ({"group": " "}, "group is the name or id of a group"),
        ({"group": "web "}, "group is the name or id of a group"),
        ({"hook": "drain-*"}, "not 'drain-*': no patterns"),
        ({"on_error": "CONTINU"}, "on_error 'CONTINU' is no result: did you mean 'CONTINUE'?"),
        ({"attempts": 0}, "attempts is a number from 1 to 100"),
        ({"attempts": "3"}, "attempts is a number from 1 to 100"),
        ({"attempts": True}, "attempts is a number from 1 to 100"),
    ],
)
def test_wrong_filters(filters: dict[str, Any], problem: str) -> None:
    """Refused at once, and the line is named."""
    consumer = Consumer("a")
    frame = inspect.currentframe()
    assert frame is not None
    with pytest.raises(WrongHandler) as refused:
        consumer.on(**filters)
    assert str(refused.value).startswith(f"{__file__}:{frame.f_lineno - 1}: ")
    assert problem in str(refused.value)


@pytest.mark.parametrize(
    ("function", "problem"),
    [
        (no_argument, "must take one argument"),
        (two_arguments, "must take one argument"),
        (by_keyword, "must take one argument"),
        (of_text, "what it gets is a LifecycleAction"),
        (of_mappings, "what it gets is a LifecycleAction"),
        (partial(with_more), "with_more must take one argument"),
        (no_coroutine, "must be an `async def`"),
        (Blocking(), "must be an `async def`"),
        (Drain, "Drain must be an `async def`"),
        (3, "must be an `async def`"),
    ],
)
def test_wrong_functions(function: Any, problem: str) -> None:
    """Refused at once; the line of a function with a wrong signature is its own."""
    with pytest.raises(WrongHandler) as refused:
        Consumer("a").on()(function)
    assert problem in str(refused.value)
    assert str(refused.value).startswith(f"{__file__}:")
    if inspect.isfunction(function) and inspect.iscoroutinefunction(function):
        assert f":{function.__code__.co_firstlineno}: " in str(refused.value)


@pytest.mark.parametrize(
    "function",
    [
        good, unannotated, of_anything, of_one_or_none, of_what_only_type_checkers_know, of_a_protocol,
        Drain(), Drain().method, partial(with_more, "a"), AsyncMock(),
    ],
)  # fmt: skip
def test_good_functions(function: Callable[..., Any]) -> None:
    """They stay what they are: a test can call them."""
    assert Consumer("a").on("SCALE_IN", hook="drain", group="web")(function) is function


def test_the_same_filters_twice() -> None:
    """One of the two would never be called: the other's line is named."""
    consumer = Consumer("a")
    consumer.on("SCALE_IN")(good)
    with pytest.raises(WrongHandler, match=r"test_handlers\.py:\d+ has the same filters"):
        consumer.on("SCALE_IN")(unannotated)


def test_the_closest_handler_is_called() -> None:
    """The one with most filters; of equals, the first."""
    handlers = Handlers()
    for number, filters in enumerate(
        [
            Filters(None, None, None),
            Filters("SCALE_IN", None, None),
            Filters("SCALE_IN", "drain", None),
            Filters("SCALE_IN", None, "asg-1"),
        ]
    ):
        handlers.add(Handler(filters, good, "ABANDON", number + 1, Place("f", number)))

    def chosen(**given: str) -> int:
        found = handlers.of(Notification("token", "ash-1", **given))
        assert found is not None
        return found.place.line

    assert chosen(transition="SCALE_OUT", hook="drain") == 0
    assert chosen(transition="SCALE_IN", hook="other") == 1
    assert chosen(transition="SCALE_IN", hook="drain", group_id="asg-1") == 2
    assert chosen(transition="SCALE_IN", group_id="asg-1", group="web") == 3


async def test_no_handler() -> None:
    """A consumer that does nothing is refused when it starts."""
    with pytest.raises(WrongSettings, match="no handler"):
        await Consumer("a", queue="q").serve()
