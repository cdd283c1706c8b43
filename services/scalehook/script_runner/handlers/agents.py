"""The agents of instances, described."""

from scalehook.kit import Work
from scalehook.kit.clock.moments import iso_seconds, moment
from scalehook.script_runner.checks import is_elsewhere
from scalehook.script_runner.choosing import MOST_INSTANCES
from scalehook.script_runner.listing import Listing
from scalehook.script_runner.settings import Settings
from scalehook.script_runner.state import State
from scalehook.script_runner.state.archive import open_on
from scalehook.script_runner.state.instances import Agent
from scalehook_contracts.errors.ecs import InstanceIdsExceedLimit, InvalidInstanceNotFound
from scalehook_contracts.script_runner.agents import (
    CloudAssistantStatusPage,
    CloudAssistantStatusView,
    DescribeCloudAssistantStatus,
)

VERSION = "2.2.3.1184"
HEARTBEAT = 60  # seconds: how often an agent tells of itself


def describe_cloud_assistant_status(
    command: DescribeCloudAssistantStatus, work: Work[State, Settings]
) -> CloudAssistantStatusPage:
    """Of these instances, as they were named; or of all, the newest first. All run Linux."""
    elsewhere = is_elsewhere(command.region_id, work)
    if len(command.instance_ids) > MOST_INSTANCES:
        raise InstanceIdsExceedLimit()
    if command.instance_ids and (
        elsewhere or not work.state.instances.keys() >= {*command.instance_ids}
    ):
        raise InvalidInstanceNotFound()
    named = [*dict.fromkeys(command.instance_ids)]
    found = named[::-1] if named else work.state.instances
    nothing = elsewhere or command.os_type.lower() not in ("", "linux")
    page = Listing(command, [] if nothing else found)
    views = [_view(instance_id, work) for instance_id in page.items]
    return CloudAssistantStatusPage(**page.told, instance_cloud_assistant_status_set=views)


def _view(instance_id: str, work: Work[State, Settings]) -> CloudAssistantStatusView:
    runs = work.state.instances[instance_id]
    agent = work.state.agents.get(instance_id, Agent())
    heartbeat = moment(work.now.timestamp() // HEARTBEAT * HEARTBEAT)
    return CloudAssistantStatusView(
        instance_id=instance_id,
        cloud_assistant_status=str(runs).lower(),
        cloud_assistant_version=VERSION,
        active_task_count=len(work.state.archive.runs.find([open_on(instance_id)])),
        invocation_count=agent.invocations,
        last_invoked_time=iso_seconds(moment(agent.invoked_at)) if agent.invoked_at is not None else "",
        last_heartbeat_time=iso_seconds(heartbeat) if runs else "",
    )
