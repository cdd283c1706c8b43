"""Container groups of ECI. What is run in a container is kept with its group; nothing runs."""

from scalehook_contracts.errors.resources import ContainerGroupNotFound
from scalehook_contracts.products import ECI
from scalehook_contracts.resource_provider.declaration import (
    Attribute,
    Call,
    Changes,
    Creates,
    Declaration,
    Describes,
    Kind,
    Removes,
)
from scalehook_contracts.resource_provider.parameters import flag, json_texts, needed, text

RUNNING = [{"Name": "container-1", "CurrentState": {"State": "Running"}, "Ready": True}]
GROUP = Kind(
    "container-group", "ContainerGroupId", "eci-bp1", "containergroup", ContainerGroupNotFound,
    (
        Attribute("ContainerGroupName"),
        Attribute("Status", "Running"),
        Attribute("IntranetIp", "{address}"),
        Attribute("RegionId", "{region}"),
        Attribute("ZoneId", "{zone}"),
        Attribute("VSwitchId"),
        Attribute("SecurityGroupId"),
        Attribute("CreationTime", "{now}"),
        Attribute("Containers", RUNNING, item="Container"),
        Attribute("Executed", [], item="Command"),
    ),
    found_by=("Status",),
)  # fmt: skip
SHOWN = ("ContainerGroupId", *(each.name for each in GROUP.attributes[:-1]))
CONTAINER_GROUPS = Declaration(
    (ECI,),
    (GROUP,),
    (
        Call(
            "CreateContainerGroup", "Makes a group with one container, which runs at once.", GROUP,
            Creates({"ContainerGroupName": "ContainerGroupName", "ZoneId": "ZoneId",
                     "VSwitchId": "VSwitchId", "SecurityGroupId": "SecurityGroupId"},
                    {"ContainerGroupId": "ContainerGroupId"}),
            (text("RegionId"), text("ContainerGroupName"), text("ZoneId"), text("VSwitchId"),
             text("SecurityGroupId")),
            refused=("Container",),
        ),
        Call(
            "DescribeContainerGroups", "Lists groups.", GROUP,
            Describes("ContainerGroups", "ContainerGroup",
                      {"ContainerGroupIds": "ContainerGroupId",
                       "ContainerGroupName": "ContainerGroupName", "Status": "Status"},
                      SHOWN, paging="none"),
            (text("RegionId"), json_texts("ContainerGroupIds"), text("ContainerGroupName"),
             text("Status")),
        ),
        Call(
            "ExecContainerCommand", "Keeps what is run in a container, and answers with it.", GROUP,
            Changes("ContainerGroupId", adds={"Executed": "Command"},
                    answers={"SyncResponse": "Executed"}),
            (text("RegionId"), needed("ContainerGroupId"), text("ContainerName"),
             json_texts("Command", required=True), flag("Sync")),
        ),
        Call("DeleteContainerGroup", "Deletes a group.", GROUP, Removes("ContainerGroupId"),
             (text("RegionId"), needed("ContainerGroupId"))),
    ),
)  # fmt: skip
