"""The pytest plugin: fixtures that are running stacks, and what happened in them when a test fails."""

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from scalehook.testing.as_it_is import import_as_it_is

if TYPE_CHECKING:
    from scalehook.testing.cloud import Cloud
    from scalehook.testing.running import RunningStack
    from scalehook.testing.shared import SharedStack
    from scalehook.testing.shared_rabbit import SharedRabbit

MARK = "scalehook"
SECTION, TIMELINE = "what happened in the stack", "timeline of the stack"
import_as_it_is()


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    """Before anything else of ours is imported by this run."""
    import_as_it_is()


def pytest_configure(config: pytest.Config) -> None:
    """The mark is known, also to `--strict-markers`."""
    config.addinivalue_line(
        "markers",
        f"{MARK}(speed=…, state=…, init=FILE, <service>=Settings(…)): options of the test's stack, as "
        "of scalehook.stack()",
    )


@pytest.fixture
def scalehook(request: pytest.FixtureRequest) -> "Iterator[RunningStack]":
    """A running stack, new for each test; `@pytest.mark.scalehook(speed=60)` gives it options."""
    from scalehook.testing.running import running_stack  # kept out of runs that do not use it

    with running_stack(**_options(request)) as cloud:
        yield cloud


@pytest.fixture(scope="session")
def _scalehook_for_all() -> "Iterator[SharedStack]":
    from scalehook.testing.shared import SharedStack

    with contextlib.closing(SharedStack()) as shared:
        yield shared


@pytest.fixture
def scalehook_session(
    request: pytest.FixtureRequest, _scalehook_for_all: "SharedStack"
) -> "RunningStack":
    """The stack that all tests of this process share, empty again for each: with the same endpoint and
    keys. It takes no options.
    """
    if options := _options(request):
        raise pytest.UsageError(
            f"scalehook_session is one stack for many tests: it has no {', '.join(options)}. "
            "Use the fixture scalehook"
        )
    return _scalehook_for_all.empty()


@pytest.fixture(scope="session")
def _scalehook_broker() -> "Iterator[Any]":
    from scalehook.testing.rabbit import rabbit_broker
    from scalehook.testing.servers import skipping

    with skipping(), rabbit_broker() as broker:
        yield broker


@pytest.fixture(scope="session")
def _scalehook_rabbit_for_all(_scalehook_broker: Any) -> "Iterator[SharedRabbit]":
    from scalehook.testing.shared_rabbit import SharedRabbit

    with contextlib.closing(SharedRabbit(_scalehook_broker)) as shared:
        yield shared


@pytest.fixture
def scalehook_rabbit(
    request: pytest.FixtureRequest, _scalehook_rabbit_for_all: "SharedRabbit"
) -> "Iterator[Cloud]":
    """A stack whose services speak over a vhost of their own on a throwaway RabbitMQ, for consumers of
    its events: `cloud.amqp_url`. All tests of this process share it, empty again for each; one with
    options has its own. Skipped, or failed where `CI` is set, where there is no broker.
    """
    if options := _options(request):
        with _scalehook_rabbit_for_all.another(**options) as cloud:
            yield cloud
    else:
        yield _scalehook_rabbit_for_all.empty()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: "pytest.CallInfo[None]") -> Any:
    """A failed test shows what happened in its stacks, below its log."""
    report = yield
    if report.when == "call" and report.failed and call.excinfo is not None:
        report.sections += _sections(item, call.excinfo.value)
    return report


def _sections(item: pytest.Item, problem: BaseException) -> Iterator[tuple[str, str]]:
    """Of each stack, under the name by which the test has it: that of the last fixture."""
    arguments = getattr(item, "funcargs", {}).items()
    used = {value: name for name, value in arguments if _is_cloud(value)}
    if not used:
        return
    from scalehook.testing.events import NotAsExpected

    for cloud, name in used.items():
        if timeline := cloud.events.timeline():
            yield f"{TIMELINE} ({name})", timeline
        if not isinstance(problem, NotAsExpected):  # which says it already
            yield f"{SECTION} ({name})", cloud.events.tree()


def _is_cloud(value: object) -> bool:
    """By name: nothing is imported for tests that have none."""
    return any(cls.__module__ == "scalehook.testing.cloud" for cls in type(value).__mro__)


def _options(request: pytest.FixtureRequest) -> dict[str, Any]:
    """Of all marks: the test's own win over its class's and its module's."""
    options: dict[str, Any] = {}
    for mark in reversed(list(request.node.iter_markers(MARK))):
        if mark.args:
            raise pytest.UsageError(f"the mark {MARK} takes options by name: speed=60")
        options |= mark.kwargs
    if options.get("init") is not None:
        options["init"] = request.path.parent / options["init"]  # beside the test
    return options
