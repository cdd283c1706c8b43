"""Instances: launched, parked, resumed and released for scaling activities; and their timers."""

from scalehook.fleet import creating, naming, transitions
from scalehook.fleet.creating import Choice, Order, Portions
from scalehook.fleet.placing import place_all
from scalehook.fleet.settings import Settings
from scalehook.fleet.state import Instance, State
from scalehook.fleet.state.instances import ECONOMICAL
from scalehook.kit import Work
from scalehook_contracts.base import DONE, Done
from scalehook_contracts.errors.common import InternalError
from scalehook_contracts.errors.ecs_new_instances import (
    InvalidInstanceNameCustomMalformed,
    OperationDeniedNoStock,
)
from scalehook_contracts.exact import maker
from scalehook_contracts.fleet.instances import (
    FinishCreation,
    InstanceReleased,
    InstanceRunning,
    InstancesNotCreated,
    InstanceStopped,
    LaunchInstances,
    ParkInstances,
    ReleaseInstances,
    ResumeInstances,
    ShutDownInstances,
    StartUpInstance,
)

instance_running, instance_released = maker(InstanceRunning), maker(InstanceReleased)


def launch_instances(command: LaunchInstances, work: Work[State, Settings]) -> Done:
    """Create as many of the instances as can be had; they run after their start-up time."""
    names = _names(command)
    begin, next_number = names.begin, work.state.sequences.get(command.scaling_group_id)
    model = creating.model_of(
        command,
        work,
        scaling_activity_id=command.scaling_activity_id,
        scaling_group_id=command.scaling_group_id,
    )
    ahead = 0 if begin is None or next_number is None else max(0, next_number - begin)
    portions = Portions(_choices(command, work), command.amount, work)
    made = creating.make(Order(model, names, ahead=ahead), portions, work)
    if len(made) < command.amount:
        refusal = OperationDeniedNoStock() if portions.left else InternalError()
        work.record(
            InstancesNotCreated(
                scaling_activity_id=command.scaling_activity_id,
                scaling_group_id=command.scaling_group_id,
                amount=command.amount - len(made),
                code=refusal.code,
                message=refusal.message,
            )
        )
    return DONE


def _choices(command: LaunchInstances, work: Work[State, Settings]) -> list[Choice]:
    """The types in order, in the first vSwitch, then in the next."""
    types = command.instance_types or [command.instance_type]
    places = place_all(command.v_switch_ids or [command.v_switch_id], work)
    return [Choice(kind, switch, where) for switch, where in places.items() for kind in types]


def _names(command: LaunchInstances) -> naming.Names:
    """A configuration's name may be a pattern; one that makes no sense as such is taken as it is."""
    called_after = command.scaling_configuration_name
    name = command.instance_name or (f"ESS-asg-{called_after}" if called_after else "")
    return naming.Names(_pattern(name), _pattern(command.host_name))


def _pattern(text: str) -> naming.Pattern:
    try:
        return naming.pattern_of(text)
    except InvalidInstanceNameCustomMalformed:
        return naming.Pattern(text)


def finish_creation(command: FinishCreation, work: Work[State, Settings]) -> Done:
    """The instances are there, but for those that were released before."""
    made = transitions.settled(command.instance_ids, "Pending", work)
    if command.starts:
        ids = [instance.instance_id for instance in made]
        transitions.start(ids, work, command.scaling_activity_id)
    else:
        for instance in made:
            _stopped(instance, work)
    return DONE


def start_up_instance(command: StartUpInstance, work: Work[State, Settings]) -> Done:
    """The instances have booted, but for those that were released or stopped before."""
    ids = (command.instance_id, *command.other_ids)
    for instance in transitions.settled(ids, "Starting", work):
        _running(instance, instance.activity_id, work)
    return DONE


def shut_down_instances(command: ShutDownInstances, work: Work[State, Settings]) -> Done:
    """The instances have shut down, but for those that were released before."""
    for instance in transitions.settled(command.instance_ids, "Stopping", work):
        _stopped(instance, work)
    return DONE


def park_instances(command: ParkInstances, work: Work[State, Settings]) -> Done:
    """Stop them in economical mode, whatever they are doing; whoever asked hears of each."""
    known = _known(command.instance_ids, work)
    for instance in known:
        if instance.status == "Stopped":
            _stopped(instance, work, command.scaling_activity_id)
    ids = [each.instance_id for each in known if each.status != "Stopped"]
    transitions.stop(ids, work, ECONOMICAL, activity_id=command.scaling_activity_id)
    return DONE


def resume_instances(command: ResumeInstances, work: Work[State, Settings]) -> Done:
    """Start them, whatever they are doing; whoever asked hears of each."""
    known = _known(command.instance_ids, work)
    for instance in known:
        if instance.status == "Running":
            _running(instance, command.scaling_activity_id, work)
    ids = [each.instance_id for each in known if each.status != "Running"]
    transitions.start(ids, work, command.scaling_activity_id)
    return DONE


def release_instances(command: ReleaseInstances, work: Work[State, Settings]) -> Done:
    """The instances are stopped and deleted."""
    for instance in _known(command.instance_ids, work):
        work.record(instance_released(instance_id=instance.instance_id, tags=instance.tags))
    return DONE


def _known(instance_ids: list[str], work: Work[State, Settings]) -> list[Instance]:
    known = work.state.instances
    return [known[each] for each in dict.fromkeys(instance_ids) if each in known]


def _running(instance: Instance, activity_id: str, work: Work[State, Settings]) -> None:
    work.record(instance_running(instance_id=instance.instance_id, scaling_activity_id=activity_id))


def _stopped(instance: Instance, work: Work[State, Settings], activity_id: str | None = None) -> None:
    """For the activity that it was stopped for, or for the one that asks now."""
    told = instance.activity_id if activity_id is None else activity_id
    work.record(InstanceStopped(instance_id=instance.instance_id, scaling_activity_id=told))
