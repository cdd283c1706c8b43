"""The program, and the packages that it needs."""

import json
import shutil
from pathlib import Path
from typing import Any

from scalehook.testing.throwaway import NoServer
from support.cloud.clients import Clients
from support.cloud.generations import Refusal
from support.mns_clients.program import ClientProgram, Made
from support.node_packages import node_packages

HERE = Path(__file__).parent
Row = tuple[str, str, dict[str, Any]]  # the product, the action, and what stands on the wire
PACKAGES = {
    "@alicloud/ecs20140526": "7.11.6",
    "@alicloud/ram20150501": "1.2.1",
    "@alicloud/sts20150401": "1.2.0",
    "@alicloud/openapi-core": "1.0.8",
}


def _made(_: str) -> Made:
    return _program("several.js", {})


def _program(file: str, environment: dict[str, str]) -> Made:
    packages, node = node_packages("sdks", PACKAGES), shutil.which("node")
    if node is None:
        raise NoServer("Node.js is not installed")
    return Made([node, str(HERE / file)], environment | {"NODE_PATH": str(packages)})


def refusals(clients: Clients, rows: list[Row], folder: Path) -> list[Refusal | None]:
    """How each call is refused, as the SDKs for Node tell it."""
    (folder / "rows.json").write_text(json.dumps(rows))
    environment = {
        "ROWS": str(folder / "rows.json"),
        "ALIBABA_CLOUD_ACCESS_KEY_ID": clients.key_id,
        "ALIBABA_CLOUD_ACCESS_KEY_SECRET": clients.secret,
    }
    program = ClientProgram("rows", lambda _: _program("rows.js", environment), {})
    seen = program.run(f"http://{clients.address}")["seen"]
    return [each and Refusal(*each) for each in seen]


NODE_SDKS = ClientProgram(
    "node",
    _made,
    {
        "user": "node",
        "twice": "EntityAlreadyExists.User",
        "users": ["node"],
        "role": "node-role",
        "policies": ["node-policy"],
        "attached": "DeleteConflict.Policy.User",
        "nobody": "EntityNotExist.User",
        "members": ["node"],
        "of_role": 0,
        "versions": [["v2", True]],
        "identity": ["RAMUser", "user/node"],
        "not_trusted": "NoPermission",
        "wrong_secret": "SignatureDoesNotMatch",
        "instances": ["Running", "Running"],
        "output": [["Success", "hello\n"], ["Success", "hello\n"]],
        "no_instance": "InvalidInstance.NotFound",
        "no_command": "InvalidCmdId.NotFound",
        "address": [["Available", "5", True]],
        "bound": [["InUse", True]],
        "still_bound": "IncorrectEipStatus",
        "no_address": "InvalidAllocationId.NotFound",
        "interface": [["Secondary", "Available"]],
        "plugged": [["InUse", True]],
        "no_disk": "InvalidDiskId.NotFound",
        "template": "node",
        "running": [True],
        "cancelled": ["Cancelled"],
        "no_template": "EntityNotExists.Template",
        "template_versions": ["v2", "v1"],
        "template_tags": ["node"],
        "parameter": "hello",
        "fired": ["Success", "Success"],
        "other_trigger": "InvalidParameter",
        "no_template_any_more": "EntityNotExists.Template",
        "buses": ["node"],
        "same_bus": "EventBusAlreadyExist",
        "no_bus": "EventBusNotExist",
        "targets": ["web"],
        "put": 0,
        "sources": ["acs.ess", "acs.ecs"],
        "traced": [["1", "other.app", "t"]],
        "backwards": "InvalidArgument",
        "traced_one": [1],
        "event": "other.app",
        "traces": ["PUT"],
        "no_rule": "EventRuleNotExisted",
    },
)
