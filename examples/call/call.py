"""Calls any operation from a shell: `python call.py ess DescribeRegions`.

The stack is the one that `scalehook env` names. Parameters are written `Name=value`, lists `Name.1=…`.
Prints the answer as JSON; with `--show NAME` only what has this name in it, one value a line.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterator
from typing import Any

from alibabacloud_tea_openapi.client import Client
from alibabacloud_tea_openapi.exceptions import AlibabaCloudException
from alibabacloud_tea_openapi.models import Config, OpenApiRequest, Params
from darabonba.runtime import RuntimeOptions

VERSIONS = {
    "alb": "2020-06-16", "cms": "2019-01-01", "ecs": "2014-05-26", "ess": "2022-02-22",
    "oos": "2019-06-01", "ram": "2015-05-01", "rds": "2014-08-15", "slb": "2014-05-15",
    "mns": "2022-01-19", "sts": "2015-04-01",
}  # fmt: skip


def connect() -> Client:
    """The stack that the environment names."""
    return Client(
        Config(
            access_key_id=os.environ["SCALEHOOK_ACCESS_KEY_ID"],
            access_key_secret=os.environ["SCALEHOOK_ACCESS_KEY_SECRET"],
            region_id=os.environ["SCALEHOOK_REGION"],
            endpoint=os.environ["SCALEHOOK_ENDPOINT"].removeprefix("http://"),
            protocol="HTTP",
        )
    )


def call(client: Client, product: str, action: str, parameters: dict[str, str]) -> dict[str, Any]:
    """The answer. What the stack refuses is an `AlibabaCloudException`."""
    how = Params(
        action=action, version=VERSIONS[product], protocol="HTTP", pathname="/", method="POST",
        auth_type="AK", style="RPC", req_body_type="formData", body_type="json",
    )  # fmt: skip
    query = {"RegionId": os.environ["SCALEHOOK_REGION"], **parameters}
    body: dict[str, Any] = client.call_api(how, OpenApiRequest(query=query), RuntimeOptions())["body"]
    return body


def named(answer: Any, name: str) -> Iterator[str]:
    """All values of this name, however deep they are."""
    if isinstance(answer, list):
        for item in answer:
            yield from named(item, name)
    elif isinstance(answer, dict):
        for key, value in answer.items():
            if key == name and not isinstance(value, dict | list):
                yield str(value)
            else:
                yield from named(value, name)


def pair(text: str) -> tuple[str, str]:
    """A parameter as it is written."""
    name, sign, value = text.partition("=")
    if not name or not sign:
        raise argparse.ArgumentTypeError(f"{text!r} is not written Name=value")
    return name, value


def main() -> None:
    """One call."""
    parser = argparse.ArgumentParser(description="Call an operation of the stack.")
    parser.add_argument("product", choices=VERSIONS)
    parser.add_argument("action", help="such as DescribeScalingGroups")
    parser.add_argument("parameters", nargs="*", metavar="Name=value", type=pair)
    parser.add_argument("--show", metavar="NAME", help="only what has this name, one value a line")
    asked = parser.parse_intermixed_args()
    try:
        answer = call(connect(), asked.product, asked.action, dict(asked.parameters))
    except AlibabaCloudException as refused:
        sys.exit(f"{refused.code}: {refused.message}")
    if asked.show:
        print("\n".join(named(answer, asked.show)))
    else:
        print(json.dumps(answer, indent=2, ensure_ascii=False))


if __name__ == "__main__":
    main()
