"""A RAM role."""

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from scalehook.testing.asking import ask
from scalehook.testing.builders.handle import Handle
from scalehook_contracts.access_control.policies import AttachPolicyToRole
from scalehook_contracts.access_control.roles import CreateRole, GetRole, RoleView

if TYPE_CHECKING:
    from scalehook.testing.cloud import Cloud


class Role(Handle):
    """`cloud.role("OOSServiceRole")`: what a template acts as."""

    @classmethod
    def make(cls, cloud: "Cloud", name: str, service: str, policies: Iterable[str]) -> "Role":
        """A new one, which this service may assume, with these system policies."""
        trust = {
            "Version": "1",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Action": "sts:AssumeRole",
                    "Principal": {"Service": [f"{service}.aliyuncs.com"]},
                }
            ],
        }
        ask(cloud, CreateRole, role_name=name, assume_role_policy_document=json.dumps(trust))
        for policy in policies:
            ask(
                cloud, AttachPolicyToRole, policy_type="System", policy_name=policy, role_name=name
            )  # fmt: skip
        return cls(cloud, name)

    @property
    def name(self) -> str:
        """Its name is its id."""
        return self.id

    @property
    def view(self) -> RoleView:
        """As GetRole describes it."""
        return self._ask(GetRole, role_name=self.name).role

    @property
    def arn(self) -> str:
        """As policies name it."""
        return f"acs:ram::{self.cloud.account_id}:role/{self.name}"
