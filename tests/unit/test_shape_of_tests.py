"""No test measures time: what must come is waited for with one patience, and no clock is asserted on."""

import ast
from collections.abc import Iterator
from pathlib import Path

from support.trees import nodes

TESTS = Path(__file__).parents[1]
FILES = sorted(path for path in TESTS.rglob("*.py") if path != Path(__file__))
CLOCKS = {"perf_counter", "perf_counter_ns", "monotonic", "monotonic_ns", "process_time"}
CLOCKS |= {"elapsed_seconds"}
MAY_READ_A_CLOCK = {
    "support/patience.py": "it is the patience",
    "support/host_picture.py": "it sees whether a script has set this machine's",
    "integration/distributed/test_leadership.py": "it sets what the holder of a lease reads",
}
WITH_ARGUMENTS = {"acquire", "call", "get", "post", "run", "stream"}  # the first of which is no time
WAITING = {
    *WITH_ARGUMENTS,
    *("ask_process", "communicate", "create_connection", "HTTPConnection", "join", "result"),
    *("select", "settimeout", "timeout", "wait", "wait_for"),
}
MAY_BE_SHORT = {
    "test_tail_shows_what_happens": "tried again until it has come",
    "_until_heard": "tried again until it has come",
    "test_a_tail_on_a_terminal_keeps_to_its_width": "tried again until it has come",
    "test_a_long_poll_ends_when_its_time_is_over": "tried again until it has come",
    "test_messages_that_no_consumer_gets": "a breath between two attempts",
    "test_a_caller_that_gives_up_abandons_its_message": "it is about giving up; tried again",
    "ask_in_vain": "it is about giving up; tried again",
    "test_a_call_that_is_not_answered_in_time_ends": "it is about giving up; nobody answers",
    "test_each_wait_has_its_own_end": "it is about giving up; nobody answers",
    "test_a_disk_alarm_blocks_and_passes": "nothing may come in this time, however short it is",
    "test_a_running_script_does_not_hold_the_clock_up": "virtual time",
    "test_the_time_out": "virtual time",
    "test_time": "virtual time",
    "waits": "virtual time",
}


def name_of(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def is_number(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and type(node.value) in (int, float)


def waits_a_number(call: ast.Call) -> bool:
    """With a time-out of its own, in seconds."""
    if (name := name_of(call.func)) not in WAITING:
        return False
    named = [keyword.value for keyword in call.keywords if keyword.arg == "timeout"]
    given = [] if name in WITH_ARGUMENTS else call.args
    return any(is_number(value) for value in (*named, *given))


def impatient(path: Path) -> Iterator[str]:
    """The functions that wait for a number of seconds."""
    for function in nodes(path):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            calls = (node for node in ast.walk(function) if isinstance(node, ast.Call))
            if any(waits_a_number(call) for call in calls):
                yield function.name


def test_no_clock_is_read() -> None:
    """A busy machine would decide what comes of it; work is counted in steps instead."""
    readers = {
        path.relative_to(TESTS).as_posix()
        for path in FILES
        for node in nodes(path)
        if isinstance(node, ast.Attribute | ast.Name | ast.alias)
        and CLOCKS & {name_of(node) if isinstance(node, ast.expr) else node.name}
    }
    assert readers <= MAY_READ_A_CLOCK.keys()


def test_patience_is_the_same_everywhere() -> None:
    """A number of seconds stands only where no slowness can turn the test."""
    assert {name for path in FILES for name in impatient(path)} == MAY_BE_SHORT.keys()
