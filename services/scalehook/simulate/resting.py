"""Whether anything is still under way."""

from scalehook.simulate.cloud import Cloud


def busy(cloud: Cloud) -> list[str]:
    """What is; housekeeping never ends, and is not meant."""
    found = [f"{name} is down" for name, node in cloud.nodes.items() if not node.up]
    for group in cloud.state("scaling_controller").groups.values():
        if group.running:
            found.append(f"group {group.name} scales")
        elif group.unsettled and (
            group.goal > group.heading or (group.goal < group.heading and group.roster.first_to_go(1))
        ):
            found.append(f"group {group.name} is to have {group.goal} instances")
    if cloud.state("notification_dispatcher").deliveries:
        found.append("a notification is under way")
    going = (each for each in cloud.state("template_engine").executions.values() if not each.over)
    found += [f"execution {each.execution_id} runs" for each in going]
    return found
