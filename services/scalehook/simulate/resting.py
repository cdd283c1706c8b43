"""Whether anything is still under way."""

from scalehook.simulate.cloud import Cloud


def busy(cloud: Cloud) -> dict[str, str]:
    """What is, in words, by a name that stays. Housekeeping never ends, and is not meant."""
    found = {f"down/{name}": f"{name} is down" for name, node in cloud.nodes.items() if not node.up}
    for group in cloud.state("scaling_controller").groups.values():
        for activity_id in group.running:
            found[activity_id] = f"activity {activity_id} of group {group.name} has not ended"
        wants = group.goal - group.heading
        if group.unsettled and (wants > 0 or (wants < 0 and group.roster.first_to_go(1))):
            found[group.name] = f"group {group.name} is to have {group.goal} instances"
    for key in cloud.state("notification_dispatcher").deliveries:
        found[f"notification/{key}"] = f"notification {key} is under way"
    for execution in cloud.state("template_engine").executions.values():
        if not execution.over:
            found[execution.execution_id] = f"execution {execution.execution_id} runs"
    return found
