"""Event notifications of one group among many."""

from scalehook.kit.machine.machine import Machine
from scalehook_contracts.base import Message
from scalehook_contracts.scaling_controller.notification_configurations import (
    NOTIFICATION_TYPES,
    CreateNotificationConfiguration,
    DeleteNotificationConfiguration,
    DescribeNotificationConfigurations,
    DescribeNotificationTypes,
    ModifyNotificationConfiguration,
    NotificationConfigurationSet,
)
from support.scaling.cloud import ACCOUNT, REGION

MONITOR = f"acs:ess:{REGION}:{ACCOUNT}:cloudmonitor"
QUEUE = f"acs:mns:{REGION}:{ACCOUNT}:queue/q-7"
FIRST = 94


def notification_configuration_calls(n: int) -> dict[str, Message]:
    """The groups from the second one on have a configuration."""
    types = {"notification_types": list(NOTIFICATION_TYPES)}

    def of(number: int) -> dict[str, str]:
        return {"scaling_group_id": f"g-{number}", "notification_arn": MONITOR}

    return {
        "tell a queue": CreateNotificationConfiguration(
            scaling_group_id=f"g-{n}", notification_arn=QUEUE, **types
        ),
        "tell otherwise": ModifyNotificationConfiguration(**of(n + 1), **types),
        "tell no more": DeleteNotificationConfiguration(**of(n + 2)),
        "who is told": DescribeNotificationConfigurations(scaling_group_id=f"g-{n + 3}"),
        "of what": DescribeNotificationTypes(),
    }


def prepare_configurations(machine: Machine) -> None:
    """Give those groups their configurations."""
    for number in range(FIRST + 1, FIRST + 4):
        made = NotificationConfigurationSet(
            scaling_group_id=f"g-{number}",
            notification_arn=MONITOR,
            notification_types=list(NOTIFICATION_TYPES),
            time_zone="UTC",
            message_encoding="Base64",
        )
        machine.apply(made)
