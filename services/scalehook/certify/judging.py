"""From facts to a verdict."""

from dataclasses import dataclass

from scalehook.certify.facts import Facts
from scalehook.certify.rules import ALWAYS, Broken
from scalehook.certify.scenario import Scenario
from scalehook.certify.verdict import Verdict


@dataclass(frozen=True)
class Judgement:
    """The verdict, why in one line, and the rules that were broken."""

    verdict: Verdict
    reason: str
    broken: tuple[Broken, ...] = ()


def judge(scenario: Scenario, facts: Facts, stuck: str = "") -> Judgement:
    """Nothing is shown by a fault that never struck, or by a consumer that has heard nothing; else the
    rules decide. `stuck` says what the story has waited for in vain.
    """
    if facts.process.busy:
        return _failed([found for rule in ALWAYS[:1] if (found := rule(facts)) is not None])
    if (why := _shows_nothing(scenario, facts)) and not facts.process.exits:
        return Judgement(Verdict.INCONCLUSIVE, why)
    first, last = ALWAYS
    rules = (first, *scenario.rules, last)
    broken = [found for rule in rules if (found := rule(facts)) is not None]
    if broken:
        return _failed(broken)
    if why := stuck or _fault_missing(facts):
        return Judgement(Verdict.INCONCLUSIVE, why)
    return Judgement(Verdict.HELD, scenario.summary(facts))


def _failed(broken: list[Broken]) -> Judgement:
    return Judgement(Verdict.FAILED, broken[0].reason, tuple(broken))


def _shows_nothing(scenario: Scenario, facts: Facts) -> str:
    for fault in facts.faults:
        if fault.wanted and not fault.fired:
            return f"the fault {fault.kind} has never struck"
    if scenario.hears and not has_heard(facts):
        return "the consumer has received nothing"
    return ""


def has_heard(facts: Facts) -> bool:
    """Who reads the stack's events is not seen to receive them, but to call; or, where it speaks on the
    bus instead, to have ended an action that nobody else ends.
    """
    if facts.source != "rabbit":
        return bool(facts.receives())
    ended = (probe.end is not None and probe.end.status == "Completed" for probe in facts.probes())
    return bool(facts.calls) or any(ended)


def _fault_missing(facts: Facts) -> str:
    for fault in facts.faults:
        if fault.fired < fault.wanted:
            return f"the fault {fault.kind} has struck {fault.fired} times, not {fault.wanted}"
    return ""
