"""The official command line; of what it does not know, curl says the same."""

from shlex import quote

from scalehook.gateway.console.explorer.draft import Draft
from scalehook.gateway.console.explorer.samples import curl

BESIDE = "# aliyun does not know this API; the same with curl:\n"
FLAG = " \\\n  "


def install(draft: Draft) -> str:
    """Where it comes from."""
    return "" if draft.style == "rest" else "https://github.com/aliyun/aliyun-cli"


def write(draft: Draft, endpoint: str) -> str:
    """The command."""
    if draft.style == "rest":
        return BESIDE + curl.write(draft, endpoint)
    protocol, _, address = endpoint.partition("://")
    product = draft.product.lower()
    flags = [
        f"--endpoint {quote(address)}",
        *(["--insecure"] if protocol == "https" else ["--protocol http"]),
        f"--region {quote(draft.region)}",
        f"--version {quote(draft.version)}",
        "--mode AK",
        '--access-key-id "$ALIBABA_CLOUD_ACCESS_KEY_ID"',
        '--access-key-secret "$ALIBABA_CLOUD_ACCESS_KEY_SECRET"',
        "--force",
        *(f"--{name} {quote(value)}" for name, value in draft.query.items()),
    ]
    if draft.body:
        flags += [f"--body {quote(draft.body)}", "--header Content-Type=application/json"]
    named = draft.action if draft.style == "rpc" else f"{draft.method} {quote(draft.path)}"
    return FLAG.join([f"aliyun {product} {named}", *flags]) + "\n"
