"""An instance refresh, as it is described."""

from scalehook.kit.clock.moments import iso_minutes, moment
from scalehook.scaling_controller.state.instance_refreshes import InstanceRefresh
from scalehook_contracts.scaling_controller.instance_refreshes import InstanceRefreshView


def refresh_view(task: InstanceRefresh, region: str) -> InstanceRefreshView:
    """A task, with how far it is."""
    asked = task.request
    return InstanceRefreshView(
        instance_refresh_task_id=task.task_id,
        scaling_group_id=task.group_id,
        region_id=region,
        status=task.status,
        start_time=iso_minutes(moment(task.started_at)),
        end_time=None if task.ended_at is None else iso_minutes(moment(task.ended_at)),
        total_need_update_capacity=task.total,
        finished_update_capacity=task.finished,
        detail=task.problem,
        desired_configuration=asked.desired_configuration,
        min_healthy_percentage=asked.min_healthy_percentage,
        max_healthy_percentage=asked.max_healthy_percentage,
        skip_matching=asked.skip_matching,
        checkpoints=asked.checkpoints,
        checkpoint_pause_time=asked.checkpoint_pause_time,
    )
