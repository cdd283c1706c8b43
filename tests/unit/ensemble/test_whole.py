"""All services under whatever users, alarms, tasks and the fleet do at the same time: when it is quiet
again, everything has ended once, is where it should be, and leaves nothing behind.
"""

from datetime import timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from scalehook_contracts.cloud_monitor.custom_metrics import CustomMetric, PutCustomMetric
from scalehook_contracts.fleet.conditions import SetFleetConditions, StockLevel
from scalehook_contracts.scaling_controller.adjustments import ScaleWithAdjustment
from scalehook_contracts.scaling_controller.alarms import CreateAlarm
from scalehook_contracts.scaling_controller.attached_server_groups import (
    AttachServerGroups,
    DetachedServerGroup,
    DetachServerGroups,
)
from scalehook_contracts.scaling_controller.attachments import (
    AttachDBInstances,
    AttachLoadBalancers,
    DetachDBInstances,
    DetachLoadBalancers,
)
from scalehook_contracts.scaling_controller.group_deletion import DeleteScalingGroup
from scalehook_contracts.scaling_controller.groups import (
    DisableScalingGroup,
    EnableScalingGroup,
    ModifyScalingGroup,
)
from scalehook_contracts.scaling_controller.instance_refreshes import (
    CancelInstanceRefresh,
    DesiredConfiguration,
    ResumeInstanceRefresh,
    RollbackInstanceRefresh,
    StartInstanceRefresh,
    SuspendInstanceRefresh,
)
from scalehook_contracts.scaling_controller.processes import ResumeProcesses, SuspendProcesses
from scalehook_contracts.scaling_controller.rebalancing import RebalanceInstances
from scalehook_contracts.scaling_controller.rule_parts import MetricDimension
from scalehook_contracts.scaling_controller.rules import ExecuteScalingRule
from scalehook_contracts.scaling_controller.scheduled_tasks import CreateScheduledTask
from support.ensemble import quiet
from support.ensemble.habits import HERE, NUMBER, Habits
from support.ensemble.restarts import restart
from support.ensemble.world import PROCESSES, TYPE, World, server_group
from support.thoroughness import tries

HIGH = 8
SERVICES = ["scaling_controller", "fleet", "cloud_monitor", "notification_dispatcher"]
SIZES = st.lists(st.integers(0, HIGH), min_size=3, max_size=3).map(sorted)
GROUPS = st.fixed_dictionaries(
    {
        "scaling_policy": st.sampled_from(["release", "recycle"]),
        "multi_az_policy": st.sampled_from(["PRIORITY", "BALANCE"]),
        "health_check_type": st.sampled_from(["ECS", "NONE"]),
        "az_balance": st.booleans(),
    }
)


class Whole(Habits):
    """Everybody who has to do with two groups."""

    @initialize(
        seed=st.one_of(st.none(), st.integers(0, 10**6)),
        twice=st.booleans(),
        one=GROUPS, two=GROUPS,
        sizes=SIZES, expects=st.booleans(), wait=st.sampled_from([0, 10, 10]),
    )  # fmt: skip
    def make(self, **said: Any) -> None:
        """One may expect a number of instances; hooks hold what comes and goes."""
        self.world = World(said["seed"], twice=said["twice"])
        low, desired, high = said["sizes"]
        expected = {"desired_capacity": desired} if said["expects"] else {}
        self.world.make_group({"min_size": low, "max_size": high, **expected, **said["one"]})
        self.world.make_group({"min_size": 2, "max_size": HIGH, **said["two"]})
        self.world.ensemble.advance(said["wait"])

    # -- size -----------------------------------------------------------------------------------

    @rule(number=NUMBER)
    def execute(self, number: int) -> None:
        """By hand."""
        rules = self.world.rules
        self.world.ask(ExecuteScalingRule(scaling_rule_ari=rules[number % len(rules)]))

    @rule(number=NUMBER, by=st.integers(-4, 4), parallel=st.booleans())
    def adjust(self, number: int, by: int, parallel: bool) -> None:
        """Without a rule."""
        self.world.ask(
            ScaleWithAdjustment(
                **self.group(number), adjustment_type="QuantityChangeInCapacity", adjustment_value=by,
                sync_activity=parallel, parallel_task=parallel,
            )
        )  # fmt: skip

    @rule(number=NUMBER, name=st.sampled_from(["jobs", "load"]))
    def alarm(self, number: int, name: str) -> None:
        """An event-triggered task executes a rule of its group."""
        rules = self.world.rules
        here = self.group(number // 3)
        first = self.world.groups.index(here["scaling_group_id"]) * 3
        self.world.ask(
            CreateAlarm(
                **HERE, **here, metric_type="custom", metric_name=name, threshold=5, period=60,
                evaluation_count=1, alarm_actions=[rules[first + number % 3]], group_id=7,
                dimensions=[MetricDimension(dimension_key="a", dimension_value="b")],
            )
        )  # fmt: skip

    @rule(value=st.integers(0, 10), name=st.sampled_from(["jobs", "load"]))
    def report(self, value: int, name: str) -> None:
        """A metric is what it is."""
        metric = CustomMetric(
            group_id="7", metric_name=name, dimensions='{"a":"b"}', type="0",
            values=f'{{"value":{value}}}',
        )  # fmt: skip
        self.world.ask(PutCustomMetric(metric_list=[metric]))

    @rule(number=NUMBER, seconds=st.integers(60, 400))
    def task(self, number: int, seconds: int) -> None:
        """A scheduled task executes a rule."""
        rules = self.world.rules
        at = self.world.ensemble.now + timedelta(seconds=seconds)
        self.world.ask(
            CreateScheduledTask(
                **HERE, launch_time=f"{at:%Y-%m-%dT%H:%MZ}", scheduled_action=rules[number % len(rules)]
            )
        )

    @rule(number=NUMBER, sizes=SIZES)
    def change(self, number: int, sizes: list[int]) -> None:
        """Other limits."""
        low, desired, high = sizes
        group = self.world.group(self.group(number)["scaling_group_id"])
        expects = group is not None and group.request.desired_capacity is not None
        asked = {"min_size": low, "max_size": high, "desired_capacity": desired if expects else None}
        self.world.ask(ModifyScalingGroup(**self.group(number), **asked))

    # -- places ---------------------------------------------------------------------------------

    @rule(number=NUMBER, on=st.booleans())
    def balancer(self, number: int, on: bool) -> None:
        """One more load balancer, for all that serve; or one less."""
        names = [f"lb-{'more' if on else number % 2}"]
        if on:
            asked = {"load_balancers": names, "force_attach": True}
            self.world.ask(AttachLoadBalancers(**self.group(number), **asked))
        else:
            asked = {"load_balancers": names, "force_detach": True}
            self.world.ask(DetachLoadBalancers(**self.group(number), **asked))

    @rule(number=NUMBER, on=st.booleans())
    def database(self, number: int, on: bool) -> None:
        """One more database, or one less."""
        names = {"db_instances": [f"rm-{'more' if on else number % 2}"]}
        kind: Any = AttachDBInstances if on else DetachDBInstances
        forced = {"force_attach": True} if on else {"force_detach": True}
        self.world.ask(kind(**self.group(number), **names, **forced))

    @rule(number=NUMBER, on=st.booleans())
    def servers(self, number: int, on: bool) -> None:
        """One more server group, or one less."""
        if on:
            asked = {**HERE, "server_groups": [server_group("sgp-more")]}
            self.world.ask(AttachServerGroups(**self.group(number), **asked, force_attach=True))
        else:
            name = {"server_group_id": f"sgp-{number % 2}", "type": "ALB", "port": 80}
            gone: dict[str, Any] = {**HERE, "server_groups": [DetachedServerGroup(**name)]}
            self.world.ask(DetachServerGroups(**self.group(number), **gone, force_detach=True))

    # -- the whole group ------------------------------------------------------------------------

    @rule(number=NUMBER, processes=st.sets(st.sampled_from(PROCESSES), min_size=1), on=st.booleans())
    def suspend(self, number: int, processes: set[Any], on: bool) -> None:
        """Or resume."""
        kind: Any = SuspendProcesses if on else ResumeProcesses
        self.world.ask(kind(**self.group(number), processes=sorted(processes)))

    @rule(number=NUMBER, skip=st.booleans(), high=st.sampled_from([100, 150]))
    def refresh(self, number: int, skip: bool, high: int) -> None:
        """All instances become others."""
        wanted = DesiredConfiguration(image_id=f"img-{number % 3}")
        asked = {"skip_matching": skip, "min_healthy_percentage": 50, "max_healthy_percentage": high}
        group = self.group(number)
        self.world.ask(StartInstanceRefresh(**HERE, **group, desired_configuration=wanted, **asked))

    @rule(
        number=NUMBER,
        kind=st.sampled_from(
            [
                SuspendInstanceRefresh, ResumeInstanceRefresh,
                RollbackInstanceRefresh, CancelInstanceRefresh,
            ]
        ),
    )  # fmt: skip
    def redirect(self, number: int, kind: type[Any]) -> None:
        """The refresh rests, goes on, turns back or ends."""
        self.world.ask(kind(**HERE, **self.group(number)))

    @rule(number=NUMBER)
    def rebalance(self, number: int) -> None:
        """The same number everywhere."""
        self.world.ask(RebalanceInstances(**self.group(number)))

    @rule(number=NUMBER, on=st.booleans())
    def turn(self, number: int, on: bool) -> None:
        """Off or on."""
        kind: Any = EnableScalingGroup if on else DisableScalingGroup
        self.world.ask(kind(**self.group(number)))

    @rule(number=st.sampled_from([0, 1]), sure=st.integers(0, 9))
    def delete(self, number: int, sure: int) -> None:
        """Seldom."""
        if sure == 0:
            self.world.ask(DeleteScalingGroup(**self.group(number), force_delete=True))

    # -- the rest of the world ------------------------------------------------------------------

    @rule(
        amount=st.sampled_from([None, 2, 6]),
        rate=st.sampled_from([0, 0, 0.5]),
        slow=st.sampled_from([0, 90]),
    )
    def conditions(self, amount: int | None, rate: float, slow: float) -> None:
        """Instances are short, fail, and start slowly."""
        stock = [StockLevel(instance_type=TYPE, amount=amount)]
        said = {"failure_rate": rate, "slow_start_seconds": slow, "stock": stock}
        self.world.ask(SetFleetConditions(reset=amount is None, **({} if amount is None else said)))

    @rule(seconds=st.integers(1, 10))
    def pass_a_moment(self, seconds: int) -> None:
        """What runs comes to its end, as a rule."""
        self.world.ensemble.advance(seconds)

    @rule(seconds=st.integers(0, 200))
    def pass_time(self, seconds: int) -> None:
        """Time passes."""
        self.world.ensemble.advance(seconds)

    @rule(name=st.sampled_from(SERVICES))
    def start_again(self, name: str) -> None:
        """A service is killed."""
        restart(self.world.ensemble.players[name])

    def teardown(self) -> None:
        """Quiet at last; then all groups go."""
        if not hasattr(self, "world"):
            return
        world, ensemble = self.world, self.world.ensemble
        world.come_to_rest()
        quiet.check_that_all_has_ended(ensemble)
        quiet.check_limits(ensemble)
        quiet.check_sizes(ensemble)
        quiet.check_places(ensemble)
        quiet.check_nobody_is_lost(ensemble)
        world.delete_all()
        quiet.check_that_all_has_ended(ensemble)
        quiet.check_places(ensemble)
        quiet.check_nobody_is_lost(ensemble)
        quiet.check_nothing_is_left(ensemble, world.groups)
        for name in SERVICES:
            restart(ensemble.players[name])


TestWhole = Whole.TestCase
TestWhole.settings = settings(max_examples=tries(12), stateful_step_count=30)
TestWhole.__doc__ = "All that begins ends once, and when all is quiet everything is where it should be."
