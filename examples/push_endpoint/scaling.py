"""Completes actions, with the official SDK."""

import os

from alibabacloud_ess20220222.client import Client
from alibabacloud_ess20220222.models import CompleteLifecycleActionRequest
from alibabacloud_tea_openapi.exceptions import AlibabaCloudException
from alibabacloud_tea_openapi.models import Config

ENDED = "LifecycleHookIdAndLifecycleActionToken.Invalid"
STACK = os.environ.get("SCALEHOOK_ENDPOINT", "")  # empty: this is the cloud
REGION = os.environ.get("SCALEHOOK_REGION", "cn-hangzhou")


def connect() -> Client:
    """Auto Scaling, of the stack or of the cloud."""
    return Client(
        Config(
            access_key_id=key("ACCESS_KEY_ID"),
            access_key_secret=key("ACCESS_KEY_SECRET"),
            region_id=REGION,
            endpoint=STACK.removeprefix("http://") or f"ess.{REGION}.aliyuncs.com",
            protocol="HTTP" if STACK else "HTTPS",
        )
    )


def key(name: str) -> str:
    """Your own, or that of `scalehook env`."""
    return os.environ.get(f"ALIBABA_CLOUD_{name}") or os.environ[f"SCALEHOOK_{name}"]


def complete(scaling: Client, hook: str, token: str, result: str) -> None:
    """An action that has ended already is no error: nobody waits for it."""
    try:
        scaling.complete_lifecycle_action(
            CompleteLifecycleActionRequest(
                region_id=REGION,
                lifecycle_hook_id=hook,
                lifecycle_action_token=token,
                lifecycle_action_result=result,
                client_token=token,  # the same completion, however often it is sent
            )
        )
    except AlibabaCloudException as refusal:
        if refusal.code != ENDED:
            raise
