"""OOS as the official SDK sees it: triggers, the Parameter Store, tags, what is risky."""

import json
from typing import Any

import pytest
from alibabacloud_ecs20140526 import models as ecs
from alibabacloud_oos20190601 import models as oos
from alibabacloud_ram20150501 import models as ram

from support.cloud.clients import Clients
from support.cloud.group import Group
from support.cloud.process import StackProcess
from support.cloud.refusals import refused
from support.http import HTTP
from support.patience import wait_until

HEAD = "FormatVersion: OOS-2019-06-01\n"
TIMER = """\
FormatVersion: OOS-2019-06-01
Tasks:
- Name: timer
  Action: ACS::TimerTrigger
  Properties: {Type: rate, Expression: 1 day, EndDate: '2099-01-01'}
- Name: end
  Action: ACS::Choice
  Properties: {DefaultTask: 'ACS::END'}
"""
ALARM = """\
FormatVersion: OOS-2019-06-01
Tasks:
- Name: alarm
  Action: ACS::AlarmTrigger
  Properties:
    Namespace: acs_ecs_dashboard
    MetricName: CPUUtilization
    Statistics: Average
    ComparisonOperator: GreaterThanThreshold
    Threshold: 80
  Outputs: {hot: {ValueSelector: .instanceId}}
- {Name: end, Action: 'ACS::Choice', Properties: {DefaultTask: 'ACS::END'}}
Outputs: {hot: {Value: '{{ alarm.hot }}'}}
"""

STOPPED = """\
FormatVersion: OOS-2019-06-01
Tasks:
- Name: event
  Action: ACS::EventTrigger
  Properties:
    Product: ECS
    Name: ['Instance:StateChange']
    Content: {state: [Stopped, Deleted]}
    Tags: [{Key: watched, Value: 'yes'}]
  Outputs: {id: {ValueSelector: .content.resourceId}, state: {ValueSelector: .content.state}}
- {Name: end, Action: 'ACS::Choice', Properties: {DefaultTask: 'ACS::END'}}
Outputs: {id: {Value: '{{ event.id }}'}, state: {Value: '{{ event.state }}'}}
"""


CALLS = """\
FormatVersion: OOS-2019-06-01
Tasks:
- Name: event
  Action: ACS::EventTrigger
  Properties:
    Product: RAM
    Name: ['ram:ActionTrail:ApiCall']
    Content: {eventName: CreateGroup}
  Outputs:
    who: {ValueSelector: .content.userIdentity.userName}
    what: {ValueSelector: .content.requestParameters.GroupName}
- Name: answer
  Action: ACS::ExecuteAPI
  Properties: {Service: RAM, API: CreateGroup, Parameters: {GroupName: '{{ event.what }}-again'}}
Outputs: {who: {Value: '{{ event.who }}'}, what: {Value: '{{ event.what }}'}}
"""


def listed(clients: Clients, **filters: Any) -> list[Any]:
    """The executions that are found."""
    return list(clients.oos.list_executions(oos.ListExecutionsRequest(**filters)).body.executions)


def test_an_execution_that_waits_for_times(clients: Clients) -> None:
    """Fired by hand, changed, cancelled, deleted; what it has started is listed below it."""
    start = oos.StartExecutionRequest(template_content=TIMER, tags={"of": "timers"})
    execution = clients.oos.start_execution(start).body.execution.execution_id
    fire = oos.TriggerExecutionRequest(
        execution_id=execution, region_id=clients.region, type="Timer", content="{}"
    )
    clients.oos.trigger_execution(fire)
    change = oos.UpdateExecutionRequest(execution_id=execution, description="waits", tags='{"a": "b"}')
    clients.oos.update_execution(change)
    [seen] = listed(clients, execution_id=execution)
    assert (seen.status, seen.category, seen.description) == ("Waiting", "TimerTrigger", "waits")
    assert (seen.last_trigger_status, seen.tags) == ("Success", {"a": "b"})
    assert seen.next_schedule_time > seen.last_trigger_time == seen.last_successful_trigger_time
    [child] = listed(clients, parent_execution_id=execution)
    assert (child.status, child.parent_execution_id) == ("Success", execution)
    delete = oos.DeleteExecutionsRequest(execution_ids=json.dumps([execution]))
    with refused("InvalidParameter", 400):
        clients.oos.delete_executions(delete)
    clients.oos.cancel_execution(oos.CancelExecutionRequest(execution_id=execution))
    clients.oos.delete_executions(delete)
    assert listed(clients, execution_id=execution) == []
    with refused("EntityNotExists.Execution", 404):
        clients.oos.trigger_execution(fire)


def test_an_alarm_of_an_instance(process: StackProcess, clients: Clients) -> None:
    """An instance shows the load that is set on its group; what the alarm starts is told which it is."""
    group = Group(clients)
    group.execute(group.rule(1))
    process.advance(60)
    [instance] = group.instances()
    start = oos.StartExecutionRequest(template_content=ALARM)
    execution = clients.oos.start_execution(start).body.execution.execution_id
    shown = {"group": group.id, "metric": "CpuUtilization", "value": 90}
    HTTP.post(f"{process.endpoint}/_scalehook/metric/set", json=shown).raise_for_status()
    process.advance(300)
    [child] = listed(clients, parent_execution_id=execution)
    assert json.loads(child.outputs) == {"hot": instance.instance_id}
    clients.oos.cancel_execution(oos.CancelExecutionRequest(execution_id=execution))


def test_alarms_of_instances_with_a_tag(process: StackProcess, clients: Clients) -> None:
    """The others of the group, which are as busy, start nothing; of the alarm, a task is told the id."""
    group = Group(clients)
    group.execute(group.rule(2))
    process.advance(60)
    tagged = group.instances()[0].instance_id
    tag = ecs.TagResourcesRequestTag(key="watched", value="yes")
    named = {"region_id": clients.region, "resource_type": "instance", "resource_id": [tagged]}
    clients.ecs.tag_resources(ecs.TagResourcesRequest(**named, tag=[tag]))
    shown = {"group": group.id, "metric": "CpuUtilization", "value": 90}
    HTTP.post(f"{process.endpoint}/_scalehook/metric/set", json=shown).raise_for_status()
    more = "Tags: [{Key: watched, Value: 'yes'}]\n    OutputTransformer: {instanceId: $.instanceId}"
    watching = ALARM.replace("Threshold: 80", f"Threshold: 80\n    {more}")
    start = oos.StartExecutionRequest(template_content=watching)
    execution = clients.oos.start_execution(start).body.execution.execution_id
    process.advance(300)
    children = listed(clients, parent_execution_id=execution)
    assert [json.loads(child.outputs) for child in children] == [{"hot": tagged}]
    clients.oos.cancel_execution(oos.CancelExecutionRequest(execution_id=execution))
    start = oos.StartExecutionRequest(template_content=STOPPED)
    execution = clients.oos.start_execution(start).body.execution.execution_id
    both = [each.instance_id for each in group.instances()]
    clients.ecs.stop_instances(ecs.StopInstancesRequest(region_id=clients.region, instance_id=both))
    process.advance(120)
    children = listed(clients, parent_execution_id=execution)
    states = {"Stopped", "Deleted"}  # the group replaces what is stopped
    assert {json.loads(child.outputs)["id"] for child in children} == {tagged}
    assert {json.loads(child.outputs)["state"] for child in children} <= states
    clients.oos.cancel_execution(oos.CancelExecutionRequest(execution_id=execution))


def test_calls_of_apis(process: StackProcess, clients: Clients) -> None:
    """A trigger hears of them without a rule, those of templates too: what it starts itself starts it
    again, and that comes to an end.
    """
    trust = {
        "Version": "1",
        "Statement": [
            {
                "Action": "sts:AssumeRole",
                "Effect": "Allow",
                "Principal": {"Service": ["oos.aliyuncs.com"]},
            }
        ],
    }
    made = ram.CreateRoleRequest(role_name="Caller", assume_role_policy_document=json.dumps(trust))
    clients.ram.create_role(made)
    attached: dict[str, Any] = {"policy_type": "System", "policy_name": "AdministratorAccess"}
    clients.ram.attach_policy_to_role(ram.AttachPolicyToRoleRequest(role_name="Caller", **attached))
    acting = CALLS.replace("Tasks:", "RamRole: Caller\nTasks:", 1)
    start = oos.StartExecutionRequest(template_content=acting)
    execution = clients.oos.start_execution(start).body.execution.execution_id
    clients.ram.create_group(ram.CreateGroupRequest(group_name="g"))

    def children() -> list[Any]:
        return listed(clients, parent_execution_id=execution, sort_order="Ascending", status="Success")

    wait_until(lambda: len(children()) == 3, lambda: repr(children()))
    process.advance(60)
    outputs = [json.loads(each.outputs) for each in children()]
    assert [each["what"] for each in outputs] == ["g", "g-again", "g-again-again"]
    callers = [f"Caller:{each.execution_id}" for each in children()]
    assert [each["who"] for each in outputs] == ["root", *callers[:2]]
    clients.oos.cancel_execution(oos.CancelExecutionRequest(execution_id=execution))


def test_an_alarm_that_compares_with_yesterday(process: StackProcess, clients: Clients) -> None:
    """Half as much again as a day ago is a rise by more than 20 percent; a day ago it was none."""
    group = Group(clients)
    group.execute(group.rule(1))
    process.advance(60)
    more = "GreaterThanYesterday\n    Period: 900\n    Times: 1"
    rising = ALARM.replace("GreaterThanThreshold", more).replace("Threshold: 80", "Threshold: 20")
    start = oos.StartExecutionRequest(template_content=rising)
    execution = clients.oos.start_execution(start).body.execution.execution_id
    for value, seconds, fired in ((50, 86_400, 0), (75, 1_800, 1)):
        shown = {"group": group.id, "metric": "CpuUtilization", "value": value}
        HTTP.post(f"{process.endpoint}/_scalehook/metric/set", json=shown).raise_for_status()
        process.advance(seconds)
        assert len(listed(clients, parent_execution_id=execution)) == fired
    clients.oos.cancel_execution(oos.CancelExecutionRequest(execution_id=execution))


def test_instances_and_risks(clients: Clients) -> None:
    """Executions are found by their instances; a risky call waits for somebody."""
    call = "Service: ECS, API: StopInstance, Parameters: {InstanceId: '{{ instanceId }}'}"
    content = (
        f"{HEAD}Parameters: {{instanceId: {{}}}}\n"
        f"Tasks: [{{Name: stop, Action: 'ACS::ExecuteAPI', Properties: {{{call}}}}}]"
    )
    clients.oos.create_template(oos.CreateTemplateRequest(template_name="risky", content=content))
    risky = oos.ListExecutionRiskyTasksRequest(template_name="risky")
    [found] = clients.oos.list_execution_risky_tasks(risky).body.risky_tasks
    assert (found.service, found.api, found.task, found.template) == (
        "ecs",
        "StopInstance",
        ["stop"],
        ["risky"],
    )
    start = oos.StartExecutionRequest(template_name="risky", parameters='{"instanceId": "i-risky"}')
    execution = clients.oos.start_execution(start).body.execution.execution_id
    [seen] = listed(clients, resource_id="i-risky")
    assert (seen.status, seen.execution_id, seen.targets) == ("Waiting", execution, '["i-risky"]')
    reject = oos.NotifyExecutionRequest(execution_id=execution, notify_type="Reject")
    clients.oos.notify_execution(reject)
    status = oos.ListResourceExecutionStatusRequest(execution_id=execution)
    [resource] = clients.oos.list_resource_execution_status(status).body.resource_execution_status
    assert (resource.resource_id, resource.status) == ("i-risky", "Cancelled")
    [region] = clients.oos.describe_regions(oos.DescribeRegionsRequest()).body.regions
    assert region.region_id == clients.region


def test_ordinary_parameters(clients: Clients) -> None:
    """From the first value to the last."""
    made = oos.CreateParameterRequest(name="/app/url", type="String", value="a", tags={"k": "v"})
    assert clients.oos.create_parameter(made).body.parameter.parameter_version == 1
    clients.oos.update_parameter(oos.UpdateParameterRequest(name="/app/url", value="b"))
    get = oos.GetParameterRequest(name="/app/url")
    assert clients.oos.get_parameter(get).body.parameter.value == "b"
    several = clients.oos.get_parameters(oos.GetParametersRequest(names='["/app/url", "no"]')).body
    assert ([each.value for each in several.parameters], several.invalid_parameters) == (["b"], ["no"])
    by_path = clients.oos.get_parameters_by_path(oos.GetParametersByPathRequest(path="/app")).body
    assert by_path.total_count == 1
    found = clients.oos.list_parameters(oos.ListParametersRequest(tags={"k": "v"})).body.parameters
    assert [(each.name, each.parameter_version) for each in found] == [("/app/url", "2")]
    versions = oos.ListParameterVersionsRequest(name="/app/url")
    assert clients.oos.list_parameter_versions(versions).body.total_count == 2
    named: dict[str, Any] = {"region_id": clients.region, "resource_type": "parameter"}
    ids = {"resource_ids": ["/app/url"]}
    clients.oos.tag_resources(oos.TagResourcesRequest(tags={"m": "n"}, **ids, **named))
    tags = clients.oos.list_tag_resources(oos.ListTagResourcesRequest(**named)).body.tag_resources
    assert [each.tag_key for each in tags.tag_resource] == ["k", "m"]
    of_kind = {"resource_type": "parameter"}
    assert clients.oos.list_tag_keys(oos.ListTagKeysRequest(**of_kind)).body.keys == ["k", "m"]
    values = oos.ListTagValuesRequest(key="m", **of_kind)
    assert clients.oos.list_tag_values(values).body.values == ["n"]
    clients.oos.untag_resources(oos.UntagResourcesRequest(all=True, **ids, **named))
    clients.oos.delete_parameter(oos.DeleteParameterRequest(name="/app/url"))
    with refused("EntityNotExists.Parameter", 404):
        clients.oos.get_parameter(get)


def test_secret_parameters(clients: Clients) -> None:
    """The same for secrets; a template that names one gets it, and shows it nowhere."""
    made = oos.CreateSecretParameterRequest(name="/app/key", value="s3cret", key_id="k")
    assert clients.oos.create_secret_parameter(made).body.parameter.key_id == "k"
    with refused("EntityAlreadyExists.SecretParameter", 409):
        clients.oos.create_secret_parameter(made)
    clients.oos.update_secret_parameter(
        oos.UpdateSecretParameterRequest(name="/app/key", value="s3cret2")
    )
    get = oos.GetSecretParameterRequest(name="/app/key", with_decryption=True)
    assert clients.oos.get_secret_parameter(get).body.parameter.value == "s3cret2"
    several = oos.GetSecretParametersRequest(names='["/app/key"]')
    assert clients.oos.get_secret_parameters(several).body.parameters[0].value is None
    by_path = oos.GetSecretParametersByPathRequest(path="/app", with_decryption=True)
    assert clients.oos.get_secret_parameters_by_path(by_path).body.parameters[0].value == "s3cret2"
    listing = oos.ListSecretParametersRequest(name="key")
    assert [each.name for each in clients.oos.list_secret_parameters(listing).body.parameters] == [
        "/app/key"
    ]
    versions = oos.ListSecretParameterVersionsRequest(name="/app/key", with_decryption=True)
    found = clients.oos.list_secret_parameter_versions(versions).body.parameter_versions
    assert [each.value for each in found] == ["s3cret2", "s3cret"]
    call = "Service: OOS, API: ListTemplates, Parameters: {TemplateName: '{{ oos-secret:/app/key }}'}"
    content = (
        f"{HEAD}Tasks: [{{Name: t, Action: 'ACS::ExecuteAPI', Properties: {{{call}}}}}]\n"
        "Outputs: {o: {Value: 'is {{ oos-secret:/app/key }}'}}"
    )
    start = oos.StartExecutionRequest(template_content=content)
    execution = clients.oos.start_execution(start).body.execution.execution_id

    def outputs() -> Any:
        [seen] = listed(clients, execution_id=execution)
        return seen.outputs if seen.status == "Success" else None

    assert wait_until(outputs, lambda: str(listed(clients, execution_id=execution))) == (
        '{"o": "is ******"}'
    )
    clients.oos.delete_secret_parameter(oos.DeleteSecretParameterRequest(name="/app/key"))
    with refused("EntityNotExists.SecretParameter", 404):
        clients.oos.get_secret_parameter(get)


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        (oos.ListExecutionsRequest(max_results=5), "InvalidParameter"),
        (oos.ListExecutionsRequest(account_id="1"), "InvalidParameter"),
        (oos.ListExecutionsRequest(category="Other", categories='["Other"]'), "InvalidParameter"),
        (oos.ListExecutionsRequest(status="Running", next_token="none"), "InvalidParameter"),
    ],
)
def test_lists_that_are_refused(clients: Clients, request_: Any, code: str) -> None:
    """With the documented code."""
    with refused(code, 400):
        clients.oos.list_executions(request_)
