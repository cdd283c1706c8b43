"""curl: the request signed in a few lines of shell."""

from shlex import quote

from scalehook.gateway.console.explorer.draft import Draft
from scalehook.gateway.percent_encoding import encode

STAMP = "%Y-%m-%dT%H%%3A%M%%3A%SZ"
PARAMETERS = {"SignatureMethod": "HMAC-SHA1", "SignatureVersion": "1.0", "Format": "JSON"}
KNOWN_LATER = {
    "AccessKeyId": '"$ALIBABA_CLOUD_ACCESS_KEY_ID"',
    "SignatureNonce": '"$nonce"',
    "Timestamp": '"$stamp"',
}


def install(draft: Draft) -> str:
    """Two tools that most machines have."""
    return "curl, openssl"


def write(draft: Draft, endpoint: str) -> str:
    """The script."""
    return {"rpc": _rpc, "roa": _roa, "rest": _rest}[draft.style](draft, endpoint)


def _rpc(draft: Draft, endpoint: str) -> str:
    said = {**PARAMETERS, "Action": draft.action, "Version": draft.version, **draft.query}
    encoded = {encode(name): quote(encode(value)) for name, value in said.items()} | KNOWN_LATER
    query = "\n".join(
        f"query={'$query' if number else ''}{quote('&') if number else ''}{name}={encoded[name]}"
        for number, name in enumerate(sorted(encoded))
    )
    return f"""nonce=$(openssl rand -hex 16)
stamp=$(date -u '+{STAMP}')
{query}
text='{draft.method}&%2F&'$(printf %s "$query" | sed 's/%/%25/g; s/&/%26/g; s/=/%3D/g')
signature=$(printf %s "$text" \\
  | openssl dgst -sha1 -hmac "$ALIBABA_CLOUD_ACCESS_KEY_SECRET&" -binary | base64)
curl --silent --show-error {quote(endpoint + "/")} --data "$query" \\
  --data-urlencode "Signature=$signature"
"""


def _roa(draft: Draft, endpoint: str) -> str:
    query = draft.target.partition("?")[2]
    canonical = "&".join(f"{encode(k)}={encode(draft.query[k])}" for k in sorted(draft.query))
    kind = f"content-type:{draft.headers['content-type']} " if draft.body else ""
    names = ("content-type;" if draft.body else "") + (
        "host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version"
    )
    sent = f" \\\n  -H 'content-type: application/json' --data {quote(draft.body)}" if draft.body else ""
    target = f"{endpoint}{draft.path}" + (f"?{query}" if query else "")
    return f"""host={quote(endpoint.partition("://")[2])}
nonce=$(openssl rand -hex 16)
stamp=$(date -u '+%Y-%m-%dT%H:%M:%SZ')
hash=$(printf %s {quote(draft.body)} | openssl dgst -sha256 -r | cut -d ' ' -f 1)
request=$(printf '%s\\n' {quote(draft.method)} {quote(draft.path)} {quote(canonical)} {kind}\\
  "host:$host" x-acs-action:{draft.action} "x-acs-content-sha256:$hash" "x-acs-date:$stamp" \\
  "x-acs-signature-nonce:$nonce" x-acs-version:{draft.version} '' {quote(names)} "$hash")
hashed=$(printf %s "$request" | openssl dgst -sha256 -r | cut -d ' ' -f 1)
text=$(printf 'ACS3-HMAC-SHA256\\n%s' "$hashed")
signature=$(printf %s "$text" \\
  | openssl dgst -sha256 -hmac "$ALIBABA_CLOUD_ACCESS_KEY_SECRET" -r | cut -d ' ' -f 1)
claim="Credential=$ALIBABA_CLOUD_ACCESS_KEY_ID,SignedHeaders={names}"
curl --silent --show-error -X {draft.method} {quote(target)}{sent} \\
  -H "x-acs-action: {draft.action}" -H "x-acs-version: {draft.version}" -H "x-acs-date: $stamp" \\
  -H "x-acs-signature-nonce: $nonce" -H "x-acs-content-sha256: $hash" \\
  -H "authorization: ACS3-HMAC-SHA256 $claim,Signature=$signature"
"""


def _rest(draft: Draft, endpoint: str) -> str:
    headers = dict(draft.headers)
    own = {name: value for name, value in headers.items() if name.startswith(("x-mns-", "x-acs-"))}
    parts = [f"{name}:{value}" for name, value in own.items()]
    lines = " ".join(quote(part) for part in sorted(parts))
    nonce = draft.scheme == "acs:"
    if nonce:  # it comes behind the method, by name
        lines += ' "x-acs-signature-nonce:$nonce"'
    flags = [f"-H {quote(f'{name}: {value}')}" for name, value in headers.items()]
    flags += ['-H "x-acs-signature-nonce: $nonce"'] if nonce else []
    flags += [f"--data-binary {quote(draft.body)}"] if draft.body else []
    once = "nonce=$(openssl rand -hex 16)\n" if nonce else ""
    kind = quote(headers.get("content-type", ""))
    return f"""{once}date=$(LC_ALL=C date -u '+%a, %d %b %Y %H:%M:%S GMT')
target={quote(draft.target)}
text=$(printf '%s\\n' {draft.method} '' {kind} "$date" {lines} "$target")
signature=$(printf %s "$text" \\
  | openssl dgst -sha1 -hmac "$ALIBABA_CLOUD_ACCESS_KEY_SECRET" -binary | base64)
curl --silent --show-error -X {draft.method} {quote(endpoint)}"$target" \\
  {(" " + chr(92) + chr(10) + "  ").join(flags)} \\
  -H "date: $date" -H "authorization: {draft.scheme}$ALIBABA_CLOUD_ACCESS_KEY_ID:$signature"
"""
