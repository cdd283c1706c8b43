"""Node: the core of the official SDKs; what these do not cover is signed by hand."""

from scalehook.gateway.console.explorer.draft import Draft
from scalehook.gateway.console.explorer.samples.quoting import lines, literal

PAIR = "  {name}: {value},\n"


def install(draft: Draft) -> str:
    """What npm has to install."""
    return "" if draft.style == "rest" else "npm install @alicloud/openapi-core"


def write(draft: Draft, endpoint: str) -> str:
    """The program."""
    return (_rest if draft.style == "rest" else _core)(draft, endpoint)


def _core(draft: Draft, endpoint: str) -> str:
    protocol, _, address = endpoint.partition("://")
    body = f", body: {draft.body}" if draft.body else ""
    return f"""const {{ default: Client, $OpenApiUtil }} = require("@alicloud/openapi-core");
const {{ RuntimeOptions }} = require("@darabonba/typescript");

const config = new $OpenApiUtil.Config({{
  accessKeyId: process.env.ALIBABA_CLOUD_ACCESS_KEY_ID,
  accessKeySecret: process.env.ALIBABA_CLOUD_ACCESS_KEY_SECRET,
  regionId: {literal(draft.region)},
  endpoint: {literal(address)},
  protocol: {literal(protocol)},
}});
const params = new $OpenApiUtil.Params({{
  action: {literal(draft.action)},
  version: {literal(draft.version)},
  protocol: {literal(protocol.upper())},
  method: {literal(draft.method)},
  pathname: {literal(draft.path)},
  authType: "AK",
  style: {literal(draft.style.upper())},
  reqBodyType: {literal("formData" if draft.style == "rpc" else "json")},
  bodyType: "json",
}});
const query = {{
{lines(draft.query, PAIR)}}};
const request = new $OpenApiUtil.OpenApiRequest({{ query{body} }});
new Client(config)
  .callApi(params, request, new RuntimeOptions({{}}))
  .then((answer) => console.log(answer.body));
"""


def _rest(draft: Draft, endpoint: str) -> str:
    nonce = draft.scheme == "acs:"
    prefix = "x-acs-" if nonce else "x-mns-"
    return f"""const {{ createHmac{", randomUUID" if nonce else ""} }} = require("node:crypto");
const {{ request }} = require("{endpoint.partition(":")[0]}");

const method = {literal(draft.method)};
const target = {literal(draft.target)};
const body = {literal(draft.body)};
const headers = {{
  "date": new Date().toUTCString(),
  "content-length": Buffer.byteLength(body),
{lines(draft.headers, PAIR)}{'  "x-acs-signature-nonce": randomUUID(),' + chr(10) if nonce else ""}}};
const own = Object.keys(headers).filter((name) => name.startsWith("{prefix}")).sort();
const text = [
  method, "", headers["content-type"] ?? "", headers.date,
  ...own.map((name) => `${{name}}:${{headers[name]}}`), target,
].join("\\n");
const hmac = createHmac("sha1", process.env.ALIBABA_CLOUD_ACCESS_KEY_SECRET);
const signature = hmac.update(text).digest("base64");
headers.authorization = `{draft.scheme}${{process.env.ALIBABA_CLOUD_ACCESS_KEY_ID}}:${{signature}}`;
new Promise((resolve, reject) => {{
  const asked = request({literal(endpoint)} + target, {{ method, headers }}, (answer) => {{
    let told = "";
    answer.on("data", (part) => {{ told += part; }});
    answer.on("end", () => resolve(console.log(answer.statusCode, told)));
  }});
  asked.on("error", reject);
  asked.end(body);
}});
"""
