"""One scenario is played against the consumer, and judged."""

import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from scalehook.certify.actor import NotReady
from scalehook.certify.consumer import Unusable
from scalehook.certify.facts import Facts, FaultFacts
from scalehook.certify.gathering import Gathering
from scalehook.certify.judging import Judgement, has_heard, judge
from scalehook.certify.options import Options
from scalehook.certify.outcome import Outcome
from scalehook.certify.rules import alive
from scalehook.certify.scenario import Scenario, nothing_first
from scalehook.certify.stage import Stage
from scalehook.certify.staging import Staging
from scalehook.certify.timeline import timeline
from scalehook.certify.timing import Stuck
from scalehook.certify.verdict import Verdict
from scalehook.certify.warnings import warnings
from scalehook.certify.watch import Watch
from scalehook_contracts.errors import ApiError


@dataclass
class Trial:
    """Of one scenario; it knows in the end what there is to judge."""

    scenario: Scenario
    options: Options
    stuck: str = ""
    unready: str = ""
    probe_from: float = float("inf")  # real seconds of the chronicle
    faults: list[FaultFacts] = field(default_factory=list)
    ended: datetime | None = None

    def run(self, staging: Staging) -> Outcome:
        """Play it on a stage that is set for it. What is wrong with the stage itself is told, too."""
        began = time.monotonic()
        try:
            with staging.stage(self.scenario) as stage:
                started = stage.cloud.now
                self._play(stage)
                outcome = self._outcome(stage, time.monotonic() - began, stage.cloud.now - started)
        except Unusable:
            staging.close()
            raise
        except Exception as problem:  # a bug of ours must not look like one of the consumer's
            staging.leave(held=False)
            told = Judgement(Verdict.INCONCLUSIVE, f"the scenario broke: {problem!r}")
            return Outcome(self.scenario, told, time.monotonic() - began)
        staging.leave(held=outcome.verdict is Verdict.HELD)
        return outcome.ended()

    def _play(self, stage: Stage) -> None:
        try:
            with stage.standing():
                self.scenario.before(stage)
                stage.actor.start()
                if self.scenario.before is not nothing_first:
                    stage.until_reading(0)
        except (NotReady, Stuck) as problem:
            self.unready = str(problem)
            return
        stage.mark("the consumer is ready: the story begins")
        try:
            self.scenario.story(stage)
        except (Stuck, NotReady) as problem:
            self.stuck = str(problem)
        except ApiError as problem:  # what the story goes on with is not there: the rules say why
            self.stuck = f"the story cannot go on: {problem.code}"
        stage.mark("the story is over: the watch begins")
        self._keep_watch(stage)
        stage.mark("the watch is over: one more instance, with no fault left")
        self.faults = list(stage.end_story())
        self.ended = stage.cloud.now
        self._probe(stage)

    def _keep_watch(self, stage: Stage) -> None:
        """Whoever keeps time from passing for too long is judged by what has been seen by then."""
        try:
            self._watch().keep(stage, self.scenario.watch_seconds)
        except Stuck as problem:
            self.stuck = self.stuck or f"the watch: {problem}"

    def _probe(self, stage: Stage) -> None:
        """One fresh scale-out, with nothing going wrong any more."""
        stage.give_patience()
        self.probe_from = stage.chronicle.now()
        try:
            stage.until_ended(stage.scale_out_anew())
        except Stuck as problem:
            self.stuck = self.stuck or f"the probe: {problem}"

    def _watch(self) -> Watch:
        return Watch(self.options.watch, self.options.virtual)

    def _outcome(self, stage: Stage, seconds: float, virtual: timedelta) -> Outcome:
        facts = self._facts(stage)
        queue = stage.queue.name if stage.queue else ""
        stage.actor.consumer.flush()
        return Outcome(
            scenario=self.scenario,
            judgement=self._judgement(facts),
            seconds=seconds,
            virtual_seconds=virtual.total_seconds(),
            watch=str(self._watch()),
            facts=facts,
            timeline=timeline(
                stage.chronicle.noted, stage.chronicle.calls, queue, stage.chronicle.marks
            ),
            warnings=warnings(facts),
            stdout=stage.actor.consumer.stdout.tail(),
            stderr=stage.actor.consumer.stderr.tail(),
            unready=bool(self.unready) or (self.scenario.hears and not has_heard(facts)),
        )

    def _judgement(self, facts: Facts) -> Judgement:
        if not self.unready:
            return judge(self.scenario, facts, self.stuck)
        if facts.process.busy and (broken := alive(facts)) is not None:
            return Judgement(Verdict.FAILED, broken.reason, (broken,))
        return Judgement(Verdict.INCONCLUSIVE, self.unready)

    def _facts(self, stage: Stage) -> Facts:
        gathering = Gathering(stage.queue.name if stage.queue else "")
        gathering.take(stage.chronicle.noted, stage.chronicle.calls)
        actions, messages = list(gathering.actions.values()), list(gathering.messages.values())
        for action in actions:
            action.probe = action.started_real >= self.probe_from
        probes = {action.token for action in actions if action.probe}
        for message in messages:
            message.probe = message.token in probes
        return Facts(
            source=self.options.profile.source,
            actions=actions,
            messages=messages,
            calls=list(stage.chronicle.calls),
            faults=self.faults,
            process=stage.actor.look(),
            ended=self.ended,
            visibility=timedelta(seconds=stage.setup.visibility),
            root_key=stage.cloud.access_key_id,
            abilities=frozenset(self.options.profile.abilities),
            on_failure=self.options.profile.on_failure,
        )
