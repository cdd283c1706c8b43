"""The documented ErrorCode and ErrorInfo pairs, and the status that each makes of a run."""

from scalehook_contracts.script_runner.base import InvocationStatus

NO_CONTAINER = {  # the codes are those of Cloud Assistant's agent
    "ContainerNotFound": "the specified container does not exist",
    "ContainerNameDuplicated": "several containers of the instance have the specified name",
    "ContainerNameAndIdNotMatch": "the container with the specified id has another name",
    "ContainerStateAbnormal": "the specified container is not running",
}
ERROR_INFO = {
    "": "",
    "InstanceNotExists": "the specified instance does not exists",
    "InstanceReleased": "the instance has released when create task",
    "InstanceNotRunning": "the instance is not running when create task",
    "CommandNotApplicable": "the command is not applicable",
    "AccountNotExists": "the specified account does not exists",
    "DirectoryNotExists": "the specified directory does not exists",
    "BadCronExpression": "the cron job expression is invalid",
    "ClientNotRunning": "the aliyun service is not running on the instance",
    "ClientNotResponse": "the aliyun service in the instance does not response",
    "ClientIsUpgrading": "the aliyun service in the instance is upgrading now",
    "ClientNeedUpgrade": "the aliyun service in the instance need upgrade",
    "DeliveryTimeout": "the command delivery has been timeout",
    "ExecutionTimeout": "the command execution has been timeout",
    "ExecutionException": "the command execution got an exception",
    "ExecutionInterrupted": "the command execution has been interrupted",
    "ExitCodeNonzero": "the command execution exit code is not zero",
    **NO_CONTAINER,
}
FILE_ERROR_INFO = {
    "": "",
    "NodeReleased": "the instance has released when create task",
    "NodeNotRunning": "the instance is not running when create task",
    "AccountNotExists": "the specified account does not exists",
    "UserGroupNotExists": "the specified user group does not exists",
    "FileAlreadyExists": "the specified file already exists",
    "FilePathInvalid": "the specified target directory is invalid",
    "FileAuthorityInvalid": "the specified mode or owner could not be set",
    "FileCreateFail": "the file could not be created",
    "DeliveryTimeout": "the file delivery has been timeout",
}
DELIVERY_SECONDS = 60  # in which a command must reach its instance
UNDELIVERED = frozenset(
    {
        "InstanceNotExists", "InstanceReleased", "InstanceNotRunning", "ClientNotRunning",
        "ClientNotResponse", "ClientIsUpgrading", "ClientNeedUpgrade", "DeliveryTimeout",
    }
)  # fmt: skip
INVALID = frozenset({"CommandNotApplicable", "BadCronExpression", *NO_CONTAINER})


def status_of(error_code: str) -> InvocationStatus:
    """What a run is that ended with this code; without one it went well."""
    if not error_code:
        return "Success"
    if error_code in UNDELIVERED:
        return "Aborted"
    if error_code in INVALID:
        return "Invalid"
    return "Error" if error_code == "ExecutionException" else "Failed"
