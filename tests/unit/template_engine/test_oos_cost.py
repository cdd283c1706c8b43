"""What it takes to start an execution: well under two milliseconds of the engine's time."""

from support.effort import steps
from support.orchestra import Orchestra

MOST = 60_000  # of Python's steps: a millisecond and a half on a slow machine
PARAMETERS = '{"commandType": "RunShellScript", "commandContent": "true", "instanceIds": ["i-1"]}'


def test_the_start_of_an_execution() -> None:
    """Of the template that hooks use most, with its first call begun; the hundredth as the second."""
    oos = Orchestra()

    def start() -> str:
        return oos.start("ACS-ESS-LifeCycleRunCommand", parameters=PARAMETERS)

    for _ in range(2):
        start()
    first = steps(start)
    for _ in range(100):
        start()
    assert steps(start) <= 1.1 * first <= MOST
