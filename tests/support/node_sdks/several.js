// RAM, STS and ECS by their SDKs for Node; OOS and EventBridge, which have none on npm, by the core of them all.
const { default: Core, $OpenApiUtil } = require('@alicloud/openapi-core');
const { RuntimeOptions } = require('@darabonba/typescript');
const ecs = require('@alicloud/ecs20140526');
const ram = require('@alicloud/ram20150501');
const sts = require('@alicloud/sts20150401');

const { SCALEHOOK_ENDPOINT: address, ALIBABA_CLOUD_ACCESS_KEY_ID, ALIBABA_CLOUD_ACCESS_KEY_SECRET } = process.env;
const regionId = 'cn-hangzhou';
const trust = { Statement: [{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: ['oos.aliyuncs.com'] } }], Version: '1' };
const policy = { Statement: [{ Action: 'sts:AssumeRole', Effect: 'Allow', Resource: '*' }], Version: '1' };
const seen = {};

function config(accessKeyId, accessKeySecret) {
  const endpoint = address.replace('http://', '');
  return new $OpenApiUtil.Config({ accessKeyId, accessKeySecret, endpoint, protocol: 'http', regionId });
}

const owner = config(ALIBABA_CLOUD_ACCESS_KEY_ID, ALIBABA_CLOUD_ACCESS_KEY_SECRET);
const core = new Core(owner);

async function call(version, action, query) {
  const params = new $OpenApiUtil.Params({
    action, version, protocol: 'HTTP', method: 'POST', pathname: '/', authType: 'AK', style: 'RPC',
    reqBodyType: 'formData', bodyType: 'json',
  });
  const request = new $OpenApiUtil.OpenApiRequest({ query });
  return (await core.callApi(params, request, new RuntimeOptions({}))).body;
}

// The code of what the client throws.
const refused = (asked) => asked.then(() => 'nothing', (error) => error.code ?? String(error));

async function people(client) {
  const userName = 'node';
  seen.user = (await client.createUser(new ram.CreateUserRequest({ userName }))).body.user.userName;
  seen.twice = await refused(client.createUser(new ram.CreateUserRequest({ userName })));
  const { body: listed } = await client.listUsers(new ram.ListUsersRequest({}));
  seen.users = listed.users.user.map((each) => each.userName);
  const assumeRolePolicyDocument = JSON.stringify(trust);
  await client.createRole(new ram.CreateRoleRequest({ roleName: 'node-role', assumeRolePolicyDocument }));
  seen.role = (await client.getRole(new ram.GetRoleRequest({ roleName: 'node-role' }))).body.role.roleName;
  const named = { policyName: 'node-policy', policyType: 'Custom' };
  await client.createPolicy(new ram.CreatePolicyRequest({ ...named, policyDocument: JSON.stringify(policy) }));
  await client.attachPolicyToUser(new ram.AttachPolicyToUserRequest({ ...named, userName }));
  const { body: attached } = await client.listPoliciesForUser(new ram.ListPoliciesForUserRequest({ userName }));
  seen.policies = attached.policies.policy.map((each) => each.policyName);
  seen.attached = await refused(client.deletePolicy(new ram.DeletePolicyRequest(named)));
  seen.nobody = await refused(client.getUser(new ram.GetUserRequest({ userName: 'nobody' })));
  return (await client.createAccessKey(new ram.CreateAccessKeyRequest({ userName }))).body.accessKey;
}

async function crews(client) {
  const group = { groupName: 'node-crew' };
  await client.createGroup(new ram.CreateGroupRequest(group));
  await client.addUserToGroup(new ram.AddUserToGroupRequest({ ...group, userName: 'node' }));
  const { body: members } = await client.listUsersForGroup(new ram.ListUsersForGroupRequest(group));
  seen.members = members.users.user.map((each) => each.userName);
  const named = { policyName: 'node-policy', policyType: 'Custom' };
  const role = { roleName: 'node-role' };
  await client.attachPolicyToRole(new ram.AttachPolicyToRoleRequest({ ...named, ...role }));
  await client.detachPolicyFromRole(new ram.DetachPolicyFromRoleRequest({ ...named, ...role }));
  const { body: left } = await client.listPoliciesForRole(new ram.ListPoliciesForRoleRequest(role));
  seen.of_role = left.policies.policy.length;
  const policyDocument = JSON.stringify(policy);
  await client.createPolicyVersion(new ram.CreatePolicyVersionRequest({ ...named, policyDocument, setAsDefault: true }));
  await client.deletePolicyVersion(new ram.DeletePolicyVersionRequest({ ...named, versionId: 'v1' }));
  const { body: versions } = await client.listPolicyVersions(new ram.ListPolicyVersionsRequest(named));
  seen.versions = versions.policyVersions.policyVersion.map((each) => [each.versionId, each.isDefaultVersion]);
}

async function sessions(key) {
  const client = new sts.default(config(key.accessKeyId, key.accessKeySecret));
  const { body } = await client.getCallerIdentity();
  seen.identity = [body.identityType, body.arn.split(':').pop()];
  const roleArn = `acs:ram::${body.accountId}:role/node-role`;
  const asked = new sts.AssumeRoleRequest({ roleArn, roleSessionName: 'node' });
  seen.not_trusted = await refused(client.assumeRole(asked));
  const stranger = new sts.default(config(key.accessKeyId, 'wrong'));
  seen.wrong_secret = await refused(stranger.getCallerIdentity());
}

async function instances(client) {
  const wanted = { regionId, imageId: 'm', instanceType: 'ecs.g7.large', securityGroupId: 'sg-1', amount: 2 };
  const { body } = await client.runInstances(new ecs.RunInstancesRequest(wanted));
  const instanceId = body.instanceIdSets.instanceIdSet;
  const headers = { 'Content-Type': 'application/json' };
  await fetch(`${address}/_scalehook/clock/advance`, { method: 'POST', headers, body: '{"seconds": "1m"}' });
  const described = new ecs.DescribeInstancesRequest({ regionId, instanceIds: JSON.stringify(instanceId) });
  const { instances: found } = (await client.describeInstances(described)).body;
  seen.instances = found.instance.map((each) => each.status);
  const command = { regionId, name: 'node', type: 'RunShellScript', commandContent: btoa('echo {{word}}'), enableParameter: true };
  const { commandId } = (await client.createCommand(new ecs.CreateCommandRequest(command))).body;
  const invoked = new ecs.InvokeCommandRequest({ regionId, commandId, instanceId, parameters: { word: 'hello' } });
  const { invokeId } = (await client.invokeCommand(invoked)).body;
  seen.output = await output(client, invokeId);
  const nowhere = new ecs.InvokeCommandRequest({ regionId, commandId, instanceId: ['i-none'], parameters: { word: 'hello' } });
  seen.no_instance = await refused(client.invokeCommand(nowhere));
  await client.deleteCommand(new ecs.DeleteCommandRequest({ regionId, commandId }));
  seen.no_command = await refused(client.invokeCommand(invoked));
  return instanceId[0];
}

async function parts(client, instanceId) {
  const { body: made } = await client.allocateEipAddress(new ecs.AllocateEipAddressRequest({ regionId, bandwidth: '5' }));
  const address = { regionId, allocationId: made.allocationId };
  const { eipAddresses } = (await client.describeEipAddresses(new ecs.DescribeEipAddressesRequest(address))).body;
  seen.address = eipAddresses.eipAddress.map((each) => [each.status, each.bandwidth, each.ipAddress === made.eipAddress]);
  await client.associateEipAddress(new ecs.AssociateEipAddressRequest({ ...address, instanceId }));
  const bound = (await client.describeEipAddresses(new ecs.DescribeEipAddressesRequest(address))).body.eipAddresses;
  seen.bound = bound.eipAddress.map((each) => [each.status, each.instanceId === instanceId]);
  seen.still_bound = await refused(client.releaseEipAddress(new ecs.ReleaseEipAddressRequest(address)));
  await client.unassociateEipAddress(new ecs.UnassociateEipAddressRequest({ ...address, instanceId }));
  await client.releaseEipAddress(new ecs.ReleaseEipAddressRequest(address));
  seen.no_address = await refused(client.releaseEipAddress(new ecs.ReleaseEipAddressRequest(address)));
  const wanted = { regionId, vSwitchId: 'vsw-1', securityGroupIds: ['sg-1'] };
  const { networkInterfaceId } = (await client.createNetworkInterface(new ecs.CreateNetworkInterfaceRequest(wanted))).body;
  const found = new ecs.DescribeNetworkInterfacesRequest({ regionId, networkInterfaceId: [networkInterfaceId] });
  const { networkInterfaceSets } = (await client.describeNetworkInterfaces(found)).body;
  seen.interface = networkInterfaceSets.networkInterfaceSet.map((each) => [each.type, each.status]);
  const plugged = { regionId, networkInterfaceId, instanceId };
  await client.attachNetworkInterface(new ecs.AttachNetworkInterfaceRequest(plugged));
  const { networkInterfaceSets: after } = (await client.describeNetworkInterfaces(found)).body;
  seen.plugged = after.networkInterfaceSet.map((each) => [each.status, each.instanceId === instanceId]);
  await client.detachNetworkInterface(new ecs.DetachNetworkInterfaceRequest(plugged));
  await client.deleteNetworkInterface(new ecs.DeleteNetworkInterfaceRequest({ regionId, networkInterfaceId }));
  const nightly = { regionId, timePoints: '["3"]', repeatWeekdays: '["1"]', retentionDays: 7 };
  const { autoSnapshotPolicyId } = (await client.createAutoSnapshotPolicy(new ecs.CreateAutoSnapshotPolicyRequest(nightly))).body;
  const disks = { regionId, autoSnapshotPolicyId, diskIds: '["d-none"]' };
  seen.no_disk = await refused(client.applyAutoSnapshotPolicy(new ecs.ApplyAutoSnapshotPolicyRequest(disks)));
  await client.deleteAutoSnapshotPolicy(new ecs.DeleteAutoSnapshotPolicyRequest({ regionId, autoSnapshotPolicyId }));
}

// What the script said on each instance, in Base64, when all are through.
async function output(client, invokeId) {
  const asked = new ecs.DescribeInvocationResultsRequest({ regionId, invokeId });
  for (let tries = 0; tries < 300; tries += 1) {
    const { invocation } = (await client.describeInvocationResults(asked)).body;
    const results = invocation.invocationResults.invocationResult;
    if (results.every((each) => each.invocationStatus !== 'Running' && each.invocationStatus !== 'Pending')) {
      return results.map((each) => [each.invocationStatus, atob(each.output)]);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return 'none yet';
}

async function templates() {
  const oos = (action, query) => call('2019-06-01', action, { RegionId: regionId, ...query });
  const content = { FormatVersion: 'OOS-2019-06-01', Tasks: [{ Name: 'wait', Action: 'ACS::Sleep', Properties: { Duration: 'PT1H' } }] };
  const named = { TemplateName: 'node' };
  const made = await oos('CreateTemplate', { ...named, Content: JSON.stringify(content) });
  seen.template = made.Template.TemplateName;
  const { Execution: execution } = await oos('StartExecution', named);
  const { Executions: running } = await oos('ListExecutions', { Status: 'Running' });
  seen.running = running.map((each) => each.ExecutionId === execution.ExecutionId);
  await oos('CancelExecution', { ExecutionId: execution.ExecutionId });
  const { Executions: ended } = await oos('ListExecutions', named);
  seen.cancelled = ended.map((each) => each.Status);
  seen.no_template = await refused(oos('StartExecution', { TemplateName: 'none' }));
  await oos('UpdateTemplate', { ...named, Content: JSON.stringify({ ...content, Description: 'again' }) });
  const { TemplateVersions: versions } = await oos('ListTemplateVersions', named);
  seen.template_versions = versions.map((each) => each.TemplateVersion);
  await oos('TagResources', { ResourceType: 'template', ResourceIds: '["node"]', Tags: '{"team": "node"}' });
  seen.template_tags = (await oos('ListTagValues', { Key: 'team' })).Values;
  await oos('CreateParameter', { Name: 'node-word', Type: 'String', Value: 'hello' });
  seen.parameter = (await oos('GetParameter', { Name: 'node-word' })).Parameter.Value;
  await oos('DeleteTemplates', { TemplateNames: '["node"]', AutoDeleteExecutions: true });
  const waits = { Name: 'wait', Action: 'ACS::EventTrigger', Properties: { Product: 'my.app' } };
  const waiting = { FormatVersion: 'OOS-2019-06-01', Tasks: [waits] };
  const { Execution: listens } = await oos('StartExecution', { TemplateContent: JSON.stringify(waiting) });
  const fire = { ExecutionId: listens.ExecutionId, Type: 'Event', Content: '{"content": {"a": 1}}' };
  for (const ClientToken of ['once', 'once', 'twice']) await oos('TriggerExecution', { ...fire, ClientToken });
  const { Executions: fired } = await oos('ListExecutions', { ParentExecutionId: listens.ExecutionId });
  seen.fired = fired.map((each) => each.Status);
  seen.other_trigger = await refused(oos('TriggerExecution', { ...fire, Type: 'Timer' }));
  await oos('CancelExecution', { ExecutionId: listens.ExecutionId });
  seen.no_template_any_more = await refused(oos('GetTemplate', named));
}

async function events() {
  const bus = (action, query) => call('2020-04-01', action, query);
  await bus('CreateEventBus', { EventBusName: 'node' });
  const { Data: listed } = await bus('ListEventBuses', { NamePrefix: 'node' });
  seen.buses = listed.EventBuses.map((each) => each.EventBusName);
  seen.same_bus = (await bus('CreateEventBus', { EventBusName: 'node' })).Code;
  seen.no_bus = (await bus('GetEventBus', { EventBusName: 'none' })).Code;
  const rule = { EventBusName: 'node', RuleName: 'rule-1' };
  await bus('CreateRule', { ...rule, FilterPattern: '{"source":["my.app"]}' });
  const targets = JSON.stringify([{ Id: 'web', Type: 'http', Endpoint: 'http://127.0.0.1:9/' }]);
  await bus('PutTargets', { ...rule, Targets: targets });
  const { Data: put } = await bus('ListTargets', rule);
  seen.targets = put.Targets.map((each) => each.Id);
  const eventList = JSON.stringify([{ Id: '1', Source: 'other.app', Type: 't', Data: {}, SpecVersion: '1.0' }]);
  seen.put = (await bus('PutEvents', { EventBusName: 'node', EventList: eventList })).Data.FailedEntryCount;
  const { Data: sources } = await bus('ListAliyunOfficialEventSources', {});
  seen.sources = sources.EventSourceList.map((each) => each.Name).slice(0, 2);
  const between = { EventBusName: 'node', StartTime: 0, EndTime: 4102444800000 };
  const { Data: traced } = await bus('QueryTracedEvents', between);
  seen.traced = traced.Events.map((each) => [each.EventId, each.EventSource, each.EventType]);
  seen.backwards = (await bus('QueryTracedEvents', { ...between, EndTime: -1 })).Code;
  const one = { EventBusName: 'node', EventId: '1' };
  seen.traced_one = (await bus('QueryTracedEventByEventId', one)).Data.map((each) => each.Total);
  seen.event = (await bus('QueryEvent', one)).Data.source;
  seen.traces = (await bus('QueryEventTraces', one)).Data.map((each) => each.Action);
  await bus('DeleteRule', rule);
  seen.no_rule = (await bus('GetRule', rule)).Code;
}

async function main() {
  const key = await people(new ram.default(owner));
  await crews(new ram.default(owner));
  await sessions(key);
  const instanceId = await instances(new ecs.default(owner));
  await parts(new ecs.default(owner), instanceId);
  await templates();
  await events();
  console.log(JSON.stringify(seen));
}

main();
