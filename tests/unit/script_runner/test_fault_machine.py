"""Faults of scripts come and go while scripts run and the service is restarted."""

from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from scalehook_contracts.fleet.instances import InstanceCreated, InstanceRunning
from scalehook_contracts.script_runner.commands import RunCommand
from scalehook_contracts.script_runner.faults import (
    AddScriptFault,
    DescribeScriptFaults,
    RemoveScriptFaults,
    ScriptFault,
)
from scalehook_contracts.script_runner.runs import RunScript
from support.assistant import attentive
from support.thoroughness import tries
from support.turns import ExpectedFaults

INSTANCES, SCRIPTS = ("i-1", "i-2"), ("drain", "warm up")


class Machine(RuleBasedStateMachine):
    """The model is a list of turns for each fault."""

    def __init__(self) -> None:
        super().__init__()
        self.runner, self.expected, self.made = attentive(), ExpectedFaults(), 0
        for name in INSTANCES:
            created = InstanceCreated(instance_id=name, private_ip_address="", zone_id="", created_at=0)
            self.runner.tell(created)
            self.runner.tell(InstanceRunning(instance_id=name))

    @rule(
        kind=st.sampled_from(["hang_script", "fail_script", "flood_script"]),
        instance=st.sampled_from(["", *INSTANCES]),
        contains=st.sampled_from(["", "rain", "warm"]),
        times=st.none() | st.integers(1, 3),
        skip=st.integers(0, 2),
        every=st.integers(1, 3),
    )
    def add(self, kind: str, instance: str, contains: str, **counted: Any) -> None:
        """One more; the same once more changes nothing."""
        self.made += 1
        match = {"fault_id": f"f{self.made}", "kind": kind, "instance": instance, "contains": contains}
        fault = ScriptFault.model_validate(match | counted)
        for _ in range(2):
            self.runner.ask(AddScriptFault(fault=fault))

        def fits(on: str, script: str) -> bool:
            return instance in ("", on) and contains in script

        self.expected.add(fault.fault_id, fits, **counted)

    @rule(
        script=st.sampled_from(SCRIPTS), on=st.lists(st.sampled_from(INSTANCES), min_size=1, unique=True)
    )
    def run(self, script: str, on: list[str]) -> None:
        """Each run is struck by the oldest fault whose turn it is."""
        begun = len(self.runner.begun)
        command = RunCommand(
            region_id="cn-hangzhou",
            type="RunShellScript",
            command_content=script,
            name="c",
            instance_ids=on,
        )
        self.runner.ask(command)
        intents = [intent for _, intent in self.runner.begun[begun:] if isinstance(intent, RunScript)]
        struck = [intent.instead.fault_id if intent.instead else "" for intent in intents]
        assert struck == [self.expected.meets(instance, script) for instance in on]

    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        """One less, or none at all."""
        named = data.draw(st.sampled_from(["", "none", *self.expected.standing]))
        removed = self.runner.ask(RemoveScriptFaults(fault_id=named)).counts
        assert [each.fault.fault_id for each in removed] == self.expected.remove(named)

    @rule()
    def restart(self) -> None:
        """What stands in the journal is what there was."""
        before = self.runner.state
        self.runner.restart()
        assert self.runner.state == before

    @invariant()
    def is_as_expected(self) -> None:
        """All that are there, and their counts."""
        counts = self.runner.ask(DescribeScriptFaults()).counts
        told = [(each.fault.fault_id, each.seen, each.fired) for each in counts]
        assert told == self.expected.counts()


TestMachine = Machine.TestCase
TestMachine.settings = settings(max_examples=tries(15), stateful_step_count=25)
