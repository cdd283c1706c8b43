"""Python: the core of the official SDKs; what these do not cover is signed by hand."""

from scalehook.gateway.console.explorer.draft import Draft
from scalehook.gateway.console.explorer.samples.quoting import lines, literal

PAIR = "    {name}: {value},\n"


def install(draft: Draft) -> str:
    """What pip has to install."""
    return "" if draft.style == "rest" else "pip install alibabacloud-tea-openapi"


def write(draft: Draft, endpoint: str) -> str:
    """The program."""
    return (_rest if draft.style == "rest" else _core)(draft, endpoint)


def _core(draft: Draft, endpoint: str) -> str:
    protocol, _, address = endpoint.partition("://")
    is_rpc = draft.style == "rpc"
    body = "" if not draft.body else f"    body=json.loads({literal(draft.body)}),\n"
    return f"""{"import json" + chr(10) if body else ""}import os

from alibabacloud_tea_openapi import models
from alibabacloud_tea_openapi.client import Client
from darabonba.runtime import RuntimeOptions

config = models.Config(
    access_key_id=os.environ["ALIBABA_CLOUD_ACCESS_KEY_ID"],
    access_key_secret=os.environ["ALIBABA_CLOUD_ACCESS_KEY_SECRET"],
    region_id={literal(draft.region)},
    endpoint={literal(address)},
    protocol={literal(protocol)},
)
params = models.Params(
    action={literal(draft.action)},
    version={literal(draft.version)},
    protocol={literal(protocol.upper())},
    method={literal(draft.method)},
    pathname={literal(draft.path)},
    auth_type="AK",
    style={literal(draft.style.upper())},
    req_body_type={literal("formData" if is_rpc else "json")},
    body_type="json",
)
query = {{
{lines(draft.query, PAIR)}}}
request = models.OpenApiRequest(
    query=query,
{body})
answer = Client(config).call_api(params, request, RuntimeOptions())
print(answer["body"])
"""


def _rest(draft: Draft, endpoint: str) -> str:
    nonce = draft.scheme == "acs:"
    prefix = "x-acs-" if nonce else "x-mns-"
    imported = "import uuid\n" if nonce else ""
    once = '    "x-acs-signature-nonce": uuid.uuid4().hex,\n' if nonce else ""
    return f'''import base64
import hashlib
import hmac
import os
{imported}from email.utils import formatdate
from urllib.error import HTTPError
from urllib.request import Request, urlopen

method, target = {literal(draft.method)}, {literal(draft.target)}
body = {literal(draft.body)}.encode()
headers = {{
    "date": formatdate(usegmt=True),
{lines(draft.headers, PAIR)}{once}}}
own = [f"{{name}}:{{headers[name]}}" for name in sorted(headers) if name.startswith("{prefix}")]
text = "\\n".join([method, "", headers.get("content-type", ""), headers["date"], *own, target])
secret = os.environ["ALIBABA_CLOUD_ACCESS_KEY_SECRET"]
digest = hmac.new(secret.encode(), text.encode(), hashlib.sha1).digest()
signature = base64.b64encode(digest).decode()
headers["authorization"] = f"{draft.scheme}{{os.environ['ALIBABA_CLOUD_ACCESS_KEY_ID']}}:{{signature}}"
request = Request({literal(endpoint)} + target, body or None, headers, method=method)
try:
    with urlopen(request) as answer:
        print(answer.status, answer.read().decode())
except HTTPError as refusal:
    print(refusal.status, refusal.read().decode())
'''
