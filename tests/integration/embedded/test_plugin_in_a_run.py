"""The pytest plugin in a run of pytest of its own, with workers."""

from pathlib import Path

import pytest

from support.programs.program import quick

PYTEST = Path(pytest.__file__).with_name("__main__.py")

INI = """
[pytest]
addopts = --strict-markers -p no:cacheprovider -p no:hypothesispytest -rN
asyncio_mode = auto
asyncio_default_fixture_loop_scope = function
"""
TESTS = """
import os

import pytest
import scalehook
from scalehook.fleet.settings import Settings
from scalehook_contracts.message_service.queues import QueueDeleted

pytestmark = pytest.mark.scalehook(speed=2)


def test_a_worker_has_its_own(scalehook):
    assert os.environ["PYTEST_XDIST_WORKER"]
    assert scalehook.stack.speed == 2


@pytest.mark.scalehook(speed=3, fleet=Settings(start_up_seconds="1h"))
def test_the_nearest_mark_wins(scalehook):
    assert scalehook.stack.speed == 3
    group = scalehook.group(min_size=1)
    scalehook.advance("30m")  # what is left of the hour is ten minutes of real time
    assert group.states == ["Pending"]


async def test_coroutines(scalehook):
    queue = await scalehook.aio(scalehook.queue, "q")
    await scalehook.aio(scalehook.advance, "10m")
    assert (await scalehook.aio(lambda: queue.depth)) == 0


def test_without_a_fixture():
    with scalehook.stack(speed=4) as cloud:
        assert cloud.queue("q").depth == 0


def test_that_fails(scalehook):
    queue = scalehook.queue("of-a-failed-test")
    group = scalehook.group(max_size=1)
    group.hook("SCALE_OUT", to=queue)
    group.scale_out()
    raise ValueError("on purpose")


def test_a_failed_wait(scalehook):
    scalehook.queue("of-a-failed-wait")
    scalehook.events.wait_for(QueueDeleted, queue="of-a-failed-wait", patience=0)


def test_no_options_for_all(scalehook_session):
    pass


@pytest.mark.scalehook(60)
def test_options_have_names(scalehook):
    pass


@pytest.mark.scalehook(flete=Settings())
def test_unknown_service(scalehook):
    pass
"""
SHARED = """
def test_others_have_the_name_too(scalehook_session):
    scalehook_session.queue("q", visibility_timeout=77)


def test_and_the_endpoint(scalehook_session, scalehook):
    assert scalehook.endpoint != scalehook_session.endpoint
    assert scalehook_session.queue("q", visibility_timeout=78).depth == 0
"""


def test_a_run_with_two_workers(pytester: pytest.Pytester) -> None:
    """Workers and tests share nothing that they see; marks give options, and wrong ones are refused;
    coroutines await; a failed test shows what happened in its stack, once, and what led to what.
    """
    pytester.makefile(".ini", pytest=INI)
    pytester.makepyfile(test_options=TESTS, test_shared=SHARED)
    python = quick("python")
    workers = ["--tx", f"2*popen//python={python}", "--dist", "loadfile"]
    result = pytester.run(python, PYTEST, *workers)
    result.assert_outcomes(passed=6, failed=2, errors=3)
    result.stdout.fnmatch_lines_random(
        [
            "*what happened in the stack (scalehook)*",
            "*timeline of the stack (scalehook)*",
            "*awaited until*",
            "*scalehook_session is one stack for many tests: it has no speed*",
            "*takes options by name: speed=60*",
            "*no service is called 'flete'*",
        ]
    )
    shown = str(result.stdout)
    assert shown.count("QueueCreated queue_name=of-a-failed-test") == 1
    assert shown.count("QueueCreated queue_name=of-a-failed-wait") == 1
