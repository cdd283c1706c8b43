"""Handlers are found by type, and a wrong name is an error at start."""

from types import ModuleType

import pytest

from scalehook.kit.machine import router
from support.counter import handlers
from support.counter.messages import Add, Elsewhere


def module(function: object) -> ModuleType:
    made = ModuleType("made")
    function.__module__ = "made"  # type: ignore[attr-defined]
    made.named = function  # type: ignore[attr-defined]
    return made


def test_handlers_are_found_by_the_type_that_they_take() -> None:
    """Commands under their snake name, events under `on_` and theirs."""
    found = router.handlers(handlers)
    assert found[Add].__name__ == "add"
    assert found[Elsewhere].__name__ == "on_elsewhere"


def test_a_wrongly_named_handler_is_refused() -> None:
    """The message says how to call it."""

    def named(command: Add, work: object) -> None: ...

    with pytest.raises(TypeError, match="call it so"):
        router.handlers(module(named))


def test_a_command_cannot_be_let_pass() -> None:
    """Only of events can a service say that they lead to nothing: a command is owed an answer."""
    made = ModuleType("made")
    made.HEEDS = {Add: bool}  # type: ignore[attr-defined]
    with pytest.raises(TypeError, match="owed an answer"):
        router.heeds(made)


def test_a_package_may_grow_while_it_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another stack in another thread imports what is below it: then that is a name in it."""

    def named(command: Add, work: object) -> None: ...

    made, subject = module(named), router._subject

    def importing(function: object) -> object:
        made.below = ModuleType("made.below")  # type: ignore[attr-defined]
        return subject(function)  # type: ignore[arg-type]

    monkeypatch.setattr(router, "_subject", importing)
    assert router.routes(made) == {Add: named}
