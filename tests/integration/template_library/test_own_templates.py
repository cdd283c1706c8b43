"""Templates of users, written as the cloud's public ones are: what may be left out is left out."""

import json

from scalehook_contracts.template_engine.template_changes import CreateTemplate
from support.hook_stage import HookStage

WITHOUT_REGIONS = """
FormatVersion: OOS-2019-06-01
RamRole: OOSServiceRole
Parameters:
  instance: {Type: String}
Tasks:
  - Name: isThere
    Action: ACS::CheckFor
    Properties:
      Service: ECS
      API: DescribeInstances
      Parameters: {InstanceIds: ['{{ instance }}']}
      PropertySelector: Instances.Instance[].Status
      DesiredValues: [Running]
  - Name: url
    Action: ACS::ExecuteApi
    Properties:
      Service: OSS
      API: GenerateUrl
      Method: GET
      URI: tools/setup.tgz
      Parameters: {BucketName: files, Expires: 60}
      Body: ''
    Outputs:
      url: {Type: String, ValueSelector: .Url}
  - Name: attach
    Action: ACS::ECS::CreateNetworkInterfaceAndEipAndAttachToInstance
    Properties: {instanceId: '{{ instance }}'}
    Outputs:
      both: {Type: String, ValueSelector: networkInterfaceIdAndAllocationId}
      interface: {Type: String, ValueSelector: networkInterfaceId}
  - Name: allocate
    Action: ACS::ECS::AllocateEipAddressAndAttachToInstance
    Properties: {instanceId: '{{ instance }}'}
    Outputs:
      both: {Type: String, ValueSelector: instanceAndAllocationId}
Outputs:
  url: {Type: String, Value: '{{ url.url }}'}
  interface: {Type: String, Value: '{{ attach.interface }}'}
  attached: {Type: String, Value: '{{ attach.both }}'}
  allocated: {Type: String, Value: '{{ allocate.both }}'}
"""


def test_no_region_is_named(stage: HookStage) -> None:
    """The execution's is meant, wherever an API asks for one; an object is named by the path."""
    one = stage.launch()
    stage.cloud.call(CreateTemplate(template_name="own", content=WITHOUT_REGIONS))
    stage.cloud.template("own").start(instance=one)
    stage.until(lambda: stage.execution("own").status in ("Success", "Failed"))
    assert stage.problems() == []
    told = json.loads(stage.execution("own").outputs)
    assert told["url"].startswith("https://files.oss-")
    assert "/tools/setup.tgz?Expires=60&" in told["url"]
    assert told["attached"].startswith(f"{{instanceId:{one}, allocationId: eip-")
    assert told["attached"].endswith(f", networkInterfaceId: {told['interface']}}}")
    assert told["allocated"].startswith(f"{{instanceId:{one}, allocationId: eip-")
