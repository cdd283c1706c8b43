"""What it takes to start an execution: well under two milliseconds of the engine's time; and no more
where a thousand run.
"""

from scalehook_contracts.template_engine.executions import ListExecutions
from support.effort import steps
from support.orchestra import Orchestra

THOUSAND = 1000
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


def test_a_thousand_at_once() -> None:
    """All begin before any goes on, and all finish; the last start and answer cost what the first do."""
    oos = Orchestra()
    call = "{Name: t, Action: 'ACS::ExecuteAPI', Properties: {Service: ESS, API: X}}"
    oos.template(f"Tasks: [{call}]")
    oos.start()
    first = steps(oos.start)
    for _ in range(THOUSAND - 3):
        oos.start()
    assert steps(oos.start) <= 1.1 * first
    oos.answer()
    answered = steps(oos.answer)
    for _ in range(THOUSAND - 3):
        oos.answer()
    assert steps(oos.answer) <= 1.1 * answered
    assert [execution.status for execution in oos.ended()] == ["Success"] * THOUSAND
    assert oos.rehearsal.ask(ListExecutions(status="Running")).executions == []
