"""All scenarios: a file each, and a line here."""

from scalehook.certify.scenario import Scenario
from scalehook.certify.scenarios import duplicate, expired, test_notification

SCENARIOS: tuple[Scenario, ...] = (
    duplicate.SCENARIO,
    expired.SCENARIO,
    test_notification.SCENARIO,
)


def named(names: list[str]) -> tuple[Scenario, ...]:
    """Those of these names, in the order of the table; LookupError, with those that there are, for
    others.
    """
    known = {scenario.name: scenario for scenario in SCENARIOS}
    if unknown := [name for name in names if name not in known]:
        raise LookupError(f"no scenario is called {unknown[0]!r}; there are {', '.join(sorted(known))}")
    return tuple(scenario for scenario in SCENARIOS if not names or scenario.name in names)
