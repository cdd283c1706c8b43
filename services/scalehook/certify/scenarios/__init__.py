"""All scenarios: a file each, and a line here."""

from scalehook.certify.scenario import Scenario
from scalehook.certify.scenarios import (
    answer_lost,
    changed_hook,
    duplicate,
    early,
    expired,
    first_instances,
    flap,
    forbidden,
    foreign,
    heartbeat_stops,
    hook_deleted,
    idle,
    killed,
    long_work,
    manual,
    outlives,
    peak,
    poison,
    poison_in_batch,
    released,
    sigterm,
    test_notification,
    throttled,
    two_hooks,
    unknown_instance,
    unreachable,
    visibility,
    work_fails,
)

SCENARIOS: tuple[Scenario, ...] = (
    duplicate.SCENARIO,
    test_notification.SCENARIO,
    released.SCENARIO,
    early.SCENARIO,
    expired.SCENARIO,
    outlives.SCENARIO,
    long_work.SCENARIO,
    heartbeat_stops.SCENARIO,
    flap.SCENARIO,
    hook_deleted.SCENARIO,
    work_fails.SCENARIO,
    two_hooks.SCENARIO,
    manual.SCENARIO,
    first_instances.SCENARIO,
    unreachable.SCENARIO,
    poison.SCENARIO,
    forbidden.SCENARIO,
    peak.SCENARIO,
    throttled.SCENARIO,
    answer_lost.SCENARIO,
    visibility.SCENARIO,
    sigterm.SCENARIO,
    killed.SCENARIO,
    poison_in_batch.SCENARIO,
    foreign.SCENARIO,
    unknown_instance.SCENARIO,
    changed_hook.SCENARIO,
    idle.SCENARIO,
)


def named(names: list[str]) -> tuple[Scenario, ...]:
    """Those of these names, in the order of the table; LookupError, with those that there are, for
    others.
    """
    known = {scenario.name: scenario for scenario in SCENARIOS}
    if unknown := [name for name in names if name not in known]:
        raise LookupError(f"no scenario is called {unknown[0]!r}; there are {', '.join(sorted(known))}")
    return tuple(scenario for scenario in SCENARIOS if not names or scenario.name in names)
