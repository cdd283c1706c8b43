"""Whatever is done: whitelists and back ends equal what the states of the instances say."""

from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from scalehook_contracts.errors import ApiError
from scalehook_contracts.fleet.databases import DeleteDBInstance
from scalehook_contracts.fleet.load_balancers import DeleteLoadBalancer
from scalehook_contracts.scaling_controller.attachments import (
    AttachDBInstances,
    AttachLoadBalancers,
    DetachDBInstances,
    DetachLoadBalancers,
)
from support.scaling.pair import Pair
from support.thoroughness import tries

SERVING = {"InService", "Protected", "Standby", "Removing:Wait"}
LET_IN = {"InService", "Protected", "Standby", "Pending:Wait"}
REFUSED = {
    "ScalingActivityInProgress", "IncorrectCapacity.NoChange", "InvalidLoadBalancerId.NotFound",
    "InvalidDBInstanceId.NotFound",
}  # fmt: skip
RESULTS = st.sampled_from(["CONTINUE", "ABANDON", "ROLLBACK"])
NUMBERS = st.integers(0, 1)


class Attached(RuleBasedStateMachine):
    """A group, two load balancers, two databases, and everybody who acts on them. Things are attached
    and detached by force only, and while nothing waits: otherwise some are left out on purpose.
    """

    def __init__(self) -> None:
        super().__init__()
        self.pair = Pair()
        estate = self.pair.estate
        self.balancers = [estate.balancer() for _ in range(2)]
        self.databases = [estate.database() for _ in range(2)]
        for balancer in self.balancers:
            estate.listener(balancer)
        self.pair.group(
            load_balancer_ids=f'["{self.balancers[0]}"]', db_instance_ids=f'["{self.databases[0]}"]'
        )
        self.hooks = 0

    def call(self, kind: Any, **parameters: Any) -> None:
        """It may be refused."""
        try:
            self.pair.call(kind(scaling_group_id=self.pair.cloud.group, **parameters))
        except ApiError as refusal:
            assert refusal.code in REFUSED

    @precondition(lambda self: self.hooks < 4)
    @rule(direction=st.sampled_from(["SCALE_OUT", "SCALE_IN"]), result=RESULTS)
    def add_hook(self, direction: str, result: str) -> None:
        """One more hook, of a minute."""
        self.hooks += 1
        given = {"lifecycle_transition": direction, "default_result": result}
        self.pair.cloud.hook(heartbeat_timeout=60, **given)

    @rule(by=st.integers(-3, 3))
    def scale(self, by: int) -> None:
        """A rule is executed."""
        try:
            self.pair.cloud.execute(self.pair.cloud.rule(by))
        except ApiError as refusal:
            assert refusal.code in REFUSED
        self.pair.settle()

    @rule(seconds=st.integers(1, 70))
    def pass_time(self, seconds: int) -> None:
        """Hooks may end."""
        self.pair.pass_time(seconds)
        self.pair.settle()

    @precondition(lambda self: not self.pair.state.running)
    @rule(number=NUMBERS, attach=st.booleans())
    def change_balancers(self, number: int, attach: bool) -> None:
        """A load balancer is attached, or detached."""
        ids = {"load_balancers": [self.balancers[number]]}
        if attach:
            self.call(AttachLoadBalancers, **ids, force_attach=True)
        else:
            self.call(DetachLoadBalancers, **ids, force_detach=True)

    @precondition(lambda self: not self.pair.state.running)
    @rule(number=NUMBERS, attach=st.booleans())
    def change_databases(self, number: int, attach: bool) -> None:
        """A database is attached, or detached."""
        ids = {"db_instances": [self.databases[number]]}
        if attach:
            self.call(AttachDBInstances, **ids, force_attach=True)
        else:
            self.call(DetachDBInstances, **ids, force_detach=True)

    @rule(number=NUMBERS, kind=st.sampled_from(["balancer", "database"]))
    def delete(self, number: int, kind: str) -> None:
        """Somebody deletes what may be attached; another one takes its place."""
        estate = self.pair.estate
        if kind == "balancer":
            estate.ask(DeleteLoadBalancer(load_balancer_id=self.balancers[number]))
            self.balancers[number] = estate.balancer()
            estate.listener(self.balancers[number])
        else:
            estate.ask(DeleteDBInstance(db_instance_id=self.databases[number]))
            self.databases[number] = estate.database()
        self.pair.settle()

    @rule()
    def restart(self) -> None:
        """Both services start again from their journals."""
        for rehearsal in (self.pair.cloud.rehearsal, self.pair.estate.rehearsal):
            before = rehearsal.state
            rehearsal.restart()
            assert rehearsal.state == before

    @invariant()
    def back_ends_are_what_the_states_say(self) -> None:
        """An instance serves from after the hooks of the way in to after those of the way out."""
        attached = self.pair.state.attachments.load_balancer_ids
        expected = self._in(SERVING)
        for balancer in self.balancers:
            serving = set(self.pair.serving(balancer))
            assert serving == (expected if balancer in attached else set())

    @invariant()
    def whitelists_are_what_the_states_say(self) -> None:
        """An address is let in from before the hooks of the way in to before those of the way out."""
        instances = self.pair.instances
        expected = {instances[i].private_ip_address for i in self._in(LET_IN)}
        for database in self.databases:
            attached = database in self.pair.state.db_instance_ids
            assert self.pair.let_in(database) == (expected if attached else set())

    def _in(self, states: set[str]) -> set[str]:
        return {i for i, one in self.pair.instances.items() if one.lifecycle_state in states}

    def teardown(self) -> None:
        """In the end nothing is in between."""
        for _ in range(3):
            self.pair.pass_time(30_000)
            self.pair.settle()
        assert self.pair.state.running == {}
        assert {i.lifecycle_state for i in self.pair.instances.values()} <= {"InService"}
        self.back_ends_are_what_the_states_say()
        self.whitelists_are_what_the_states_say()


TestAttached = Attached.TestCase
TestAttached.settings = settings(max_examples=tries(20), stateful_step_count=30)
TestAttached.__doc__ = "Whitelists and back ends follow the states of the instances."
