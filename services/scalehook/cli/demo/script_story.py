"""Story (a): a hook runs a script on each new instance through OOS, then completes the action."""

import base64
import json

from alibabacloud_ecs20140526 import models as ecs

from scalehook.cli.demo import orchestration, permissions
from scalehook.cli.demo.clients import Cloud
from scalehook.cli.demo.narration import Narrator
from scalehook.cli.demo.scaling import Group
from scalehook.cli.demo.watcher import Watcher

ROLE = "OOSServiceRole"
SCRIPT = "yum install -y httpd\nsystemctl start httpd\nsystemctl enable httpd\n"


def script_story(cloud: Cloud, say: Narrator, watcher: Watcher, simulated: bool) -> None:
    """Play it."""
    say.chapter("A script on each new instance, through ACS-ESS-LifeCycleRunCommand")
    _grant(cloud, say)
    group = _hook(cloud, say, watcher)
    activity, instance = _scale_out(group, say)
    token = group.actions(activity)[0].lifecycle_action_token
    _execution(cloud, say, token)
    say.awaits("the instance is InService", lambda: group.instances("InService"))
    say.check("the scaling activity is Successful", bool(group.ended(activity, "Successful")))
    say.does("RunCommand: systemctl status httpd")
    invoke_id = _run_command(cloud, instance, "systemctl status httpd")
    status = say.awaits("the command has finished", lambda: _output(cloud, invoke_id))
    say.shows(status)
    say.check("Apache is active (running) on it", "active (running)" in status, status)
    if simulated:
        say.shows("(no sandbox here: the simulated executor answered, nothing was really run)")


def metadata(role: str = ROLE) -> str:
    """What the hook gives to the template."""
    return json.dumps({"commandType": "RunShellScript", "commandContent": SCRIPT, "OOSAssumeRole": role})


def _grant(cloud: Cloud, say: Narrator) -> None:
    say.does(f"CreateRole {ROLE}, CreatePolicy {permissions.POLICY_NAME}, AttachPolicyToRole")
    permissions.create_role(cloud, ROLE)
    permissions.create_policy(cloud)
    permissions.attach_policy(cloud, ROLE)


def _hook(cloud: Cloud, say: Narrator, watcher: Watcher) -> Group:
    say.does("CreateScalingGroup, CreateScalingConfiguration, EnableScalingGroup")
    group = Group.create(cloud, "demo-script")
    say.does("CreateLifecycleHook ESSHookForRunCommand: SCALE_OUT, 300 s, CONTINUE, OOS template")
    hook = group.hook(
        "ESSHookForRunCommand",
        default_result="CONTINUE",
        heartbeat_timeout=300,
        notification_arn=cloud.arn("oos", f"template/{orchestration.TEMPLATE}"),
        notification_metadata=metadata(),
    )
    warned = say.awaits(
        "a warning: the template lets a script run longer than the hook waits",
        lambda: watcher.first("lifecycle_hook_timeout_too_short", LifecycleHookId=hook),
    )
    say.shows(f"script limit {warned['ScriptTimeout']} s, hook {warned['HeartbeatTimeout']} s")
    return group


def _scale_out(group: Group, say: Narrator) -> tuple[str, str]:
    say.does("CreateScalingRule Add1, ExecuteScalingRule")
    activity = group.execute(group.rule("Add1", 1))
    waiting = say.awaits("a new instance is Pending:Wait", lambda: group.instances("Pending:Wait"))
    say.shows(f"{waiting[0].instance_id}  {waiting[0].private_ip_address}  activity {activity}")
    return activity, waiting[0].instance_id


def _execution(cloud: Cloud, say: Narrator, token: str) -> None:
    execution = say.awaits(
        "OOS has executed the template", lambda: orchestration.execution_of(cloud, token)
    )
    say.check("the execution ended in Success", execution.status == "Success", execution)
    for name, task in orchestration.tasks_of(cloud, execution.execution_id).items():
        say.shows(f"{name:<38} {task.task_action:<22} {task.status}")
    [output] = json.loads(execution.outputs)["commandOutputs"]
    say.shows(output)
    say.check("the script installed Apache", "Complete!" in output, output)


def _run_command(cloud: Cloud, instance: str, content: str) -> str:
    request = ecs.RunCommandRequest(
        region_id=cloud.region,
        type="RunShellScript",
        command_content=content,
        instance_id=[instance],
    )
    return str(cloud.ecs.run_command(request).body.invoke_id)


def _output(cloud: Cloud, invoke_id: str) -> str | None:
    request = ecs.DescribeInvocationResultsRequest(region_id=cloud.region, invoke_id=invoke_id)
    answer = cloud.ecs.describe_invocation_results(request).body.invocation
    [result] = answer.invocation_results.invocation_result
    if result.invoke_record_status == "Running":
        return None
    return base64.b64decode(result.output).decode()
