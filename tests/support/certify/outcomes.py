"""Outcomes of scenarios, as if they had been played."""

from datetime import UTC, datetime, timedelta

from scalehook.certify.facts import FaultFacts, ProcessFacts
from scalehook.certify.judging import Judgement
from scalehook.certify.options import Options
from scalehook.certify.outcome import Outcome, without_play
from scalehook.certify.profile import Profile
from scalehook.certify.report.building import report
from scalehook.certify.report.model import Report
from scalehook.certify.rules import Broken
from scalehook.certify.scenarios import SCENARIOS, duplicate, expired, test_notification
from scalehook.certify.timeline import Row
from scalehook.certify.verdict import Verdict
from support.certify.facts import START, TOKEN, action, call, facts, message

HOSTILE = "<script>alert(1)</script>\x1b[31m\x00 & \ud800"


def rows(number: int) -> list[Row]:
    """So many, a second apart, all of the action."""
    return [
        Row(START + timedelta(seconds=each), each * 10, "consumer", HOSTILE, "Invalid", TOKEN)
        for each in range(number)
    ]


def failed(number_of_rows: int = 3) -> Outcome:
    """U2 was broken, by a consumer that wrote strange things."""
    found = facts(action(call(10.1)), messages=(message(1, gone=11),), faults=[FaultFacts("late", 1, 1)])
    found.process = ProcessFacts(ready_after=0.3)
    broken = (Broken("U2", "41 calls after the end (allowed 3)", (TOKEN,)),)
    return Outcome(
        duplicate.SCENARIO, Judgement(Verdict.FAILED, broken[0].reason, broken), 0.4200001, 300.0,
        "5 s (real)", found, rows(number_of_rows), ["unwise"], [HOSTILE], ["a traceback"],
    )  # fmt: skip


def held() -> Outcome:
    """Nothing to say."""
    found = facts(action(call(10.1)), process=ProcessFacts(ready_after=0.3))
    return Outcome(
        expired.SCENARIO, Judgement(Verdict.HELD, "1 action"), 0.31, 300.0, "5 s (real)", found
    )


def inconclusive() -> Outcome:
    """It was never ready."""
    said = Judgement(Verdict.INCONCLUSIVE, "it ended with code 1 after 0.3 s")
    return Outcome(test_notification.SCENARIO, said, 0.31, facts=facts(), stderr=["boom"])


def not_applicable() -> Outcome:
    """It was not played."""
    return without_play(
        test_notification.SCENARIO, Verdict.NOT_APPLICABLE, 'ability "work" not declared'
    )


def report_of(*outcomes: Outcome, interrupted: bool = False) -> Report:
    """Of a run with all scenarios."""
    profile = Profile(command=["python", "my consumer.py"])
    words = ("--stop-seconds", "3.0", "--", *profile.command)
    options = Options(profile=profile, scenarios=SCENARIOS, seed=7, words=words)
    began = datetime(2026, 1, 1, tzinfo=UTC)
    return report(options, list(outcomes), began, 1.5, interrupted=interrupted)
