"""Cloud Assistant in rehearsal: instances that run, commands on them, and what comes of these."""

import base64
from typing import Any

from scalehook.script_runner.service import SERVICE
from scalehook.script_runner.settings import Settings
from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.base import Intent
from scalehook_contracts.fleet.instances import InstanceCreated, InstanceRunning, InstanceStartBegun
from scalehook_contracts.fleet.reports import InstancesReported
from scalehook_contracts.script_runner.commands import RunCommand
from scalehook_contracts.script_runner.invocations import (
    DescribeInvocationResults,
    DescribeInvocations,
    InvocationResultView,
    InvocationView,
)
from scalehook_contracts.script_runner.invoking import StopInvocation
from scalehook_contracts.script_runner.runs import CollectOutput, RecordLastWords, RecordScriptResult
from support.answers import answer

REGION = "cn-hangzhou"
NO_INSTANCES = InstancesReported(reader=SERVICE.name, whole=True)  # from here on it looks at events


class Assistant(Rehearsal):
    """`i-1` and `i-2` run."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(SERVICE, Settings(late_events_seconds=0, **settings))
        self.tell(NO_INSTANCES)
        for name in ("i-1", "i-2"):
            self.create(name)
            self.tell(InstanceRunning(instance_id=name))

    def create(self, name: str, **more: Any) -> None:
        """An instance that does not run yet."""
        given = {"private_ip_address": "", "zone_id": "", "created_at": 0, **more}
        self.tell(InstanceCreated(instance_id=name, **given))

    def reboot(self, name: str = "i-1", seconds: float = 5) -> None:
        """It goes down, and has started that many seconds later."""
        at = self.now.timestamp()
        self.tell(InstanceStartBegun(instance_ids=[name], started_at=at, settles_at=at + seconds))
        self.advance(seconds)
        self.tell(InstanceRunning(instance_id=name))

    def begin(self, *instances: str, **more: Any) -> str:
        """Run a command; the id of its invocation."""
        given = {"type": "RunShellScript", "command_content": "true", **more}
        names = list(instances) or ["i-1"]
        return str(answer(self, RunCommand(region_id=REGION, instance_ids=names, **given)).invoke_id)

    def end(self, invoke_id: str, instance: str = "i-1", number: int = 1, **more: Any) -> None:
        """Its script ends so."""
        given = {"exit_code": 0, **more}
        result = RecordScriptResult(invoke_id=invoke_id, instance_id=instance, number=number, **given)
        self.settle(key("run", invoke_id, instance, number), result)

    def collect(self, invoke_id: str, instance: str = "i-1", number: int = 1, said: str = "") -> None:
        """What a script that was cut short had printed is known."""
        words = RecordLastWords(
            invoke_id=invoke_id, instance_id=instance, number=number, output=in_base64(said)
        )
        self.settle(key("words", invoke_id, instance, number), words)

    def stop(self, invoke_id: str, *instances: str) -> None:
        """Stop an invocation."""
        self.ask(StopInvocation(region_id=REGION, invoke_id=invoke_id, instance_ids=list(instances)))

    def invocation(self, invoke_id: str) -> InvocationView:
        """The whole."""
        asked = DescribeInvocations(region_id=REGION, invoke_id=invoke_id)
        return self.ask(asked).invocations[0]

    def results(self, invoke_id: str, **more: Any) -> list[InvocationResultView]:
        """What came of it."""
        asked = DescribeInvocationResults(region_id=REGION, invoke_id=invoke_id, **more)
        return self.ask(asked).invocation.invocation_results

    def result(self, invoke_id: str, instance: str = "i-1") -> InvocationResultView:
        """What came of it on one instance."""
        [found] = self.results(invoke_id, instance_id=instance)
        return found

    def history(self, invoke_id: str, **more: Any) -> list[tuple[int, str]]:
        """Each time that it has run, and its status; the newest first."""
        found = self.results(invoke_id, include_history=True, **more)
        return [(time.repeats, time.invocation_status) for time in found]

    def intents(self, kind: type[Intent]) -> list[Any]:
        """What is under way."""
        begun = (begun.intent for begun in self.machine.intents.values())
        return [intent for intent in begun if isinstance(intent, kind)]

    def collects(self) -> int:
        """How many scripts were cut short whose last words are not known."""
        return len(self.intents(CollectOutput))


def attentive(settings: Settings | None = None) -> Rehearsal:
    """Cloud Assistant, which looks at instances, and knows none."""
    rehearsal = Rehearsal(SERVICE, settings)
    rehearsal.tell(NO_INSTANCES)
    return rehearsal


def key(kind: str, invoke_id: str, instance: str, number: int) -> str:
    """The key of an effect."""
    return f"{kind}/{invoke_id}/{instance}" + (f"/{number}" if number > 1 else "")


def in_base64(text: str | bytes) -> str:
    """As messages carry it."""
    return base64.b64encode(text.encode() if isinstance(text, str) else text).decode()
