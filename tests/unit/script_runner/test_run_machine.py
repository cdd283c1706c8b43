"""Whatever happens to commands and instances, in any order: nothing is lost, nothing goes on alone."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule

from scalehook.script_runner.state.archive import Archive
from scalehook_contracts.fleet.instances import InstanceReleased, InstanceRunning, InstanceStopBegun
from scalehook_contracts.script_runner.runs import CollectOutput, RecordScriptOutput, RunScript
from support.assistant import Assistant, in_base64
from support.thoroughness import tries

INSTANCES = st.sampled_from(["i-1", "i-2", "i-3"])
TIMES = st.sampled_from(
    [
        {},
        {"frequency": "rate(60s)", "timeout": 20},
        {"frequency": "*/30 * * * * ? UTC", "timeout": 30},
        {"frequency": "at(2026-01-01 00:03:00)"},
        {"repeat_mode": "NextRebootOnly"},
        {"repeat_mode": "EveryReboot", "timeout": 600},
    ]
)


class Machine(RuleBasedStateMachine):
    """Instances stop and start and go; commands run, come again, are stopped and time out."""

    invoked = Bundle("invoked")

    def __init__(self) -> None:
        super().__init__()
        self.assistant = Assistant(history_most=50)
        self.assistant.create("i-3")

    def there(self, instance: str) -> bool:
        return instance in self.assistant.state.instances

    @rule(target=invoked, on=st.sets(INSTANCES, min_size=1), times=TIMES)
    def invoke(self, on: set[str], times: dict[str, object]) -> str:
        """On those that are still there."""
        names = [name for name in sorted(on) if self.there(name)]
        passed = "at(" in str(times) and self.assistant.now.minute >= 3
        return self.assistant.begin(*names, **times) if names and not passed else ""

    @rule(seconds=st.sampled_from([1, 15, 60, 200]))
    def wait(self, seconds: float) -> None:
        """Time passes."""
        self.assistant.advance(seconds)

    @rule(data=st.data(), exit_code=st.sampled_from([0, 3]))
    def end(self, data: st.DataObject, exit_code: int) -> None:
        """A script ends by itself."""
        running = self.assistant.intents(RunScript)
        if running:
            one = data.draw(st.sampled_from(running))
            self.assistant.end(one.invoke_id, one.instance_id, one.number, exit_code=exit_code)

    @rule(data=st.data())
    def say(self, data: st.DataObject) -> None:
        """A script prints something; or it has, and that is told late."""
        runs = [run for each in self.assistant.state.invocations.values() for run in each.runs.items()]
        if runs:
            invocation = data.draw(st.sampled_from(list(self.assistant.state.invocations.values())))
            run = data.draw(st.sampled_from(list(invocation.runs.values())))
            said = RecordScriptOutput(
                invoke_id=invocation.invoke_id,
                instance_id=run.instance_id,
                number=max(1, run.number - data.draw(st.integers(0, 1))),
                output=in_base64("x"),
                dropped=0,
            )
            self.assistant.ask(said)

    @rule(data=st.data())
    def collect(self, data: st.DataObject) -> None:
        """The last words of a script that was cut short are known."""
        cut_short = self.assistant.intents(CollectOutput)
        if cut_short:
            one = data.draw(st.sampled_from(cut_short))
            self.assistant.collect(one.invoke_id, one.instance_id, one.number)

    @rule(invoke_id=invoked)
    def stop(self, invoke_id: str) -> None:
        """Somebody stops it, perhaps once more."""
        if invoke_id in self.assistant.state.invocations:
            self.assistant.stop(invoke_id)

    @rule(name=INSTANCES)
    def reboot(self, name: str) -> None:
        """An instance goes down and comes back."""
        if self.there(name):
            self.assistant.reboot(name)

    @rule(name=INSTANCES)
    def halt(self, name: str) -> None:
        """An instance goes down."""
        self.assistant.tell(InstanceStopBegun(instance_ids=[name], settles_at=0))

    @rule(name=INSTANCES)
    def begin(self, name: str) -> None:
        """It runs."""
        if self.there(name):
            self.assistant.tell(InstanceRunning(instance_id=name))

    @rule(name=st.just("i-2"))
    def release(self, name: str) -> None:
        """One of them goes for good."""
        self.assistant.tell(InstanceReleased(instance_id=name))

    @rule(invoke_id=consumes(invoked))
    def look(self, invoke_id: str) -> None:
        """Every time that it has run is in its history, numbered without a gap."""
        if invoke_id not in self.assistant.state.invocations:
            return
        for name in self.assistant.state.invocations[invoke_id].runs:
            numbers = [number for number, _ in self.assistant.history(invoke_id, instance_id=name)]
            assert numbers == sorted(set(numbers), reverse=True)

    @rule()
    def restart(self) -> None:
        """What stands in the journal is what there was."""
        before = self.assistant.state
        self.assistant.restart()
        assert self.assistant.state == before

    @invariant()
    def what_is_under_way_is_open(self) -> None:
        """Each process belongs to a run that says so, and each such run has its process."""
        machine = self.assistant.machine
        expected = set()
        for invocation in self.assistant.state.invocations.values():
            assert invocation.open == sum(not run.over for run in invocation.runs.values())
            for run in invocation.runs.values():
                name = f"{invocation.invoke_id}/{run.instance_id}"
                name += f"/{run.number}" if run.number > 1 else ""
                if run.cut_short is not None:
                    expected.add(f"words/{name}")
                elif run.is_alive:
                    expected.add(f"run/{name}")
                    assert self.assistant.state.instances[run.instance_id]
        assert {key for key in machine.intents if not key.startswith("root/")} == expected

    @invariant()
    def timers_belong_to_what_is_open(self) -> None:
        """What is over is not woken any more."""
        for key in self.assistant.machine.timers:
            _, invoke_id, instance_id = key.split("/")
            assert not self.assistant.state.invocations[invoke_id].runs[instance_id].over

    @invariant()
    def what_is_found_is_what_is_there(self) -> None:
        """The indexes say the same as ones that are made anew."""
        archive = self.assistant.state.archive
        anew = Archive(self.assistant.state.invocations.values())
        for status in ("Running", "Scheduled", "Stopped", "Finished", "Failed", "Success"):
            mark = [("InvokeStatus", status)]
            assert [*archive.invocations.find(mark)] == [*anew.invocations.find(mark)]
            mark = [("InvokeRecordStatus", status)]
            assert len(archive.runs.find(mark)) == len(anew.runs.find(mark))


TestMachine = Machine.TestCase
TestMachine.settings = settings(max_examples=tries(15), stateful_step_count=30)
