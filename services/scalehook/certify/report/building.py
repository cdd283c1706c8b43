"""From outcomes to the report."""

import shlex
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from importlib.metadata import version

from scalehook.certify.facts import ActionFacts, Facts, MessageFacts
from scalehook.certify.options import Options
from scalehook.certify.outcome import Outcome
from scalehook.certify.report.model import (
    ActionView,
    BrokenView,
    ConsumerView,
    FactsView,
    FaultView,
    MessageView,
    Report,
    RowView,
    ScenarioView,
    Summary,
    Tool,
)
from scalehook.certify.timeline import Row, cut
from scalehook.certify.verdict import Verdict

MOST = 100  # actions and messages that are listed one by one


def report(
    options: Options,
    outcomes: Sequence[Outcome],
    started: datetime,
    seconds: float,
    *,
    interrupted: bool,
) -> Report:
    """All that there is to tell."""
    profile = options.profile
    counts = Counter(outcome.verdict for outcome in outcomes)
    mostly_out = counts[Verdict.NOT_APPLICABLE] * 2 > len(outcomes)
    whole = options.full and not interrupted and not mostly_out
    return Report(
        tool=Tool(version=version("scalehook")),
        consumer=ConsumerView(
            command=profile.command, image=profile.container, attached=profile.attach,
            source=profile.source, abilities=profile.abilities, clock=profile.clock,
        ),
        seed=options.seed,
        profile="full" if whole else "partial",
        started=started,
        seconds=round(seconds, 3),
        interrupted=interrupted,
        summary=Summary(**{verdict.value: counts[verdict] for verdict in Verdict}),
        scenarios=[viewed(outcome, options) for outcome in outcomes],
    )  # fmt: skip


def viewed(outcome: Outcome, options: Options) -> ScenarioView:
    """One scenario, as the report has it."""
    scenario, said = outcome.scenario, outcome.judgement
    tokens = [token for broken in said.broken for token in broken.tokens]
    rows, left = cut(outcome.timeline, tokens)
    return ScenarioView(
        name=scenario.name, since=scenario.since, verdict=said.verdict, reason=said.reason,
        rule=said.broken[0].rule if said.broken else "", what=scenario.what, must=scenario.must,
        why=scenario.why, source=scenario.source,
        seconds=round(outcome.seconds, 3), virtual_seconds=round(outcome.virtual_seconds, 3),
        watch=outcome.watch, fault=_faults(outcome.facts),
        broken=[BrokenView(rule=e.rule, reason=e.reason, actions=list(e.tokens)) for e in said.broken],
        facts=_facts(outcome.facts), warnings=outcome.warnings,
        timeline=list(map(_row, rows)), rows_left_out=left,
        stdout_tail=outcome.stdout, stderr_tail=outcome.stderr,
        again=again(scenario.name, options) if outcome.facts else "",
    )  # fmt: skip


def again(name: str, options: Options) -> str:
    """The command that plays one scenario once more."""
    words = ["scalehook", "certify", "--only", name, "--seed", str(options.seed), *options.words]
    return shlex.join(words)


def _faults(facts: Facts | None) -> list[FaultView]:
    if facts is None:
        return []
    return [FaultView(kind=each.kind, wanted=each.wanted, fired=each.fired) for each in facts.faults]


def _facts(facts: Facts | None) -> FactsView:
    if facts is None:
        return FactsView()
    process = facts.process
    return FactsView(
        actions=list(map(_action, facts.actions[:MOST])),
        messages=list(map(_message, facts.messages[:MOST])),
        polls=len(facts.polls()), ready_after=process.ready_after, alive=process.alive,
        exits=process.exits, restarts=process.restarts, survivors=process.survivors,
    )  # fmt: skip


def _action(action: ActionFacts) -> ActionView:
    return ActionView(
        token=action.token, hook=action.hook, transition=action.transition,
        instances=len(action.instance_ids), completions=len(action.completions()),
        refused=len(action.refused()), heartbeats=len(action.heartbeats()),
        heartbeats_refused=len(action.heartbeats_refused()), calls_after_end=len(action.after_end()),
        status=action.end.status if action.end else "", result=action.end.result if action.end else "",
        probe=action.probe,
    )  # fmt: skip


def _message(message: MessageFacts) -> MessageView:
    return MessageView(
        id=message.message_id, place=message.place, action=message.token,
        receives=len(message.receives), gone=message.gone is not None,
        visibility_changes=max(0, len(message.visibility) - len(message.receives)),
    )  # fmt: skip


def _row(row: Row) -> RowView:
    return RowView(
        at=row.at, real_ms=row.real_ms, who=row.who, what=row.what, code=row.code, action=row.action,
        message=row.message,
    )  # fmt: skip
