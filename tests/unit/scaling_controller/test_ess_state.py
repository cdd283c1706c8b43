"""The state survives: snapshots, and replay."""

from scalehook.kit.api.catalogue import message_types
from scalehook.kit.host import snapshot
from scalehook.kit.machine.machine import Machine
from scalehook.scaling_controller.service import SERVICE
from support.scaling.cloud import Cloud


def busy() -> Cloud:
    cloud = Cloud(load_balancers='["lb-1"]', databases='["rm-1"]').enabled()
    cloud.scale(3)
    cloud.hook(notification_arn=cloud.queue("q1"))
    cloud.hook(notification_arn=cloud.template(), notification_metadata='{"timeout": 1}')
    activity = cloud.scale(2)
    first, _ = cloud.actions(activity)
    cloud.heartbeat(first, 60)
    cloud.complete(first, token="t1")
    return cloud


def test_a_snapshot_is_the_state() -> None:
    """Written and read again, nothing has changed, timers included."""
    cloud = busy()
    other = Machine(SERVICE, cloud.rehearsal.machine.settings)
    snapshot.restore(other, snapshot.dump(cloud.rehearsal.machine), message_types(SERVICE))
    assert other.state == cloud.rehearsal.state
    assert other.timers.keys() == cloud.rehearsal.machine.timers.keys()


def test_a_replay_is_the_state() -> None:
    """And goes on where it stood: the time-out still comes."""
    cloud = busy()
    before = cloud.rehearsal.state
    cloud.rehearsal.restart()
    assert cloud.rehearsal.state == before
    cloud.advance(600)
    assert set(cloud.states()) == {"InService"}
