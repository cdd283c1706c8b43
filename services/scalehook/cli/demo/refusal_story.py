"""Story (c): the same without the policy; refused as documented, the hook ended ahead of schedule."""

from scalehook.cli.demo import orchestration, permissions
from scalehook.cli.demo.clients import Cloud
from scalehook.cli.demo.narration import Narrator
from scalehook.cli.demo.scaling import Group
from scalehook.cli.demo.script_story import metadata

ROLE = "RoleWithoutPolicy"
REFUSAL = "Forbidden.Unauthorized"
MESSAGE = "A required authorization for the specified action is not supplied."


def refusal_story(cloud: Cloud, say: Narrator) -> None:
    """Play it."""
    say.chapter("The same without the policy")
    say.does(f"CreateRole {ROLE}, and no policy")
    permissions.create_role(cloud, ROLE)
    group = Group.create(cloud, "demo-refusal")
    group.hook(
        "ESSHookForRunCommand",
        default_result="CONTINUE",
        heartbeat_timeout=300,
        notification_arn=cloud.arn("oos", f"template/{orchestration.TEMPLATE}"),
        notification_metadata=metadata(ROLE),
    )
    say.does("ExecuteScalingRule Add1")
    activity = group.execute(group.rule("Add1", 1))
    token = say.awaits("the hook holds the instance", lambda: group.actions(activity))[0]
    execution = say.awaits(
        "OOS has tried to execute the template",
        lambda: orchestration.execution_of(cloud, token.lifecycle_action_token),
    )
    say.check("the execution ended in Failed", execution.status == "Failed", execution)
    tasks = orchestration.tasks_of(cloud, execution.execution_id)
    messages = "\n".join(f"{name}: {task.status_message}" for name, task in tasks.items())
    say.shows(messages)
    say.check(f"its tasks say {REFUSAL}", REFUSAL in messages and MESSAGE in messages, messages)
    ended = say.awaits("the hook ended ahead of schedule", lambda: group.ended(activity, "Failed"))
    say.shows(ended.status_message)
    say.check("the instance was released (ABANDON)", not group.instances(), group.instances())
