"""The system policies that are there from the start."""

import json

FULL_ACCESS = {
    "AdministratorAccess": "*",
    "AliyunECSFullAccess": "ecs:*",
    "AliyunESSFullAccess": "ess:*",
    "AliyunOOSFullAccess": "oos:*",
    "AliyunRAMFullAccess": "ram:*",
    "AliyunMNSFullAccess": "mns:*",
    "AliyunEventBridgeFullAccess": "eventbridge:*",
    "AliyunSLBFullAccess": "slb:*",
    "AliyunRDSFullAccess": "rds:*",
    "AliyunSTSAssumeRoleAccess": "sts:AssumeRole",
}
READ_ONLY = ["*:Describe*", "*:Get*", "*:List*", "*:Peek*"]


def _document(action: object) -> str:
    statement = {"Effect": "Allow", "Action": action, "Resource": "*"}
    return json.dumps({"Version": "1", "Statement": [statement]})


SYSTEM_POLICIES = {name.lower(): _document(action) for name, action in FULL_ACCESS.items()}
SYSTEM_POLICIES["readonlyaccess"] = _document(READ_ONLY)
SYSTEM_POLICIES["aliyunmnsreadonlyaccess"] = _document(["mns:Get*", "mns:List*", "mns:Peek*"])
