"""Private addresses of instances, asked of ECS."""

import json
import os

from alibabacloud_tea_openapi.client import Client
from alibabacloud_tea_openapi.models import Config, OpenApiRequest, Params
from darabonba.runtime import RuntimeOptions

DESCRIBE = Params(
    action="DescribeInstances", version="2014-05-26", protocol="HTTPS", pathname="/", method="POST",
    auth_type="AK", style="RPC", req_body_type="formData", body_type="json",
)  # fmt: skip


def addresses(instances: list[str]) -> dict[str, str]:
    """By id; an instance that is not there any more is left out."""
    region = os.environ.get("SCALEHOOK_REGION", "cn-hangzhou")
    query = {"RegionId": region, "InstanceIds": json.dumps(instances), "PageSize": "100"}
    body = client(region).call_api(DESCRIBE, OpenApiRequest(query=query), RuntimeOptions())["body"]
    found = body["Instances"]["Instance"]
    return {
        each["InstanceId"]: each["VpcAttributes"]["PrivateIpAddress"]["IpAddress"][0] for each in found
    }


def client(region: str) -> Client:
    """Of the stack that the environment names, or of the cloud."""
    stack = os.environ.get("SCALEHOOK_ENDPOINT", "")
    return Client(
        Config(
            access_key_id=key("ACCESS_KEY_ID"),
            access_key_secret=key("ACCESS_KEY_SECRET"),
            region_id=region,
            endpoint=stack.removeprefix("http://") or f"ecs.{region}.aliyuncs.com",
            protocol="HTTP" if stack else "HTTPS",
        )
    )


def key(name: str) -> str:
    """Your own, or that of `scalehook env`."""
    return os.environ.get(f"ALIBABA_CLOUD_{name}") or os.environ[f"SCALEHOOK_{name}"]
