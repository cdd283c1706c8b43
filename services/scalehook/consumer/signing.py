"""The two signatures that a consumer needs: of the RPC APIs, and of queues. Both are HMAC-SHA1."""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from urllib.parse import quote

UNRESERVED = "-_.~"


def rpc_signature(secret: str, method: str, parameters: Mapping[str, str]) -> str:
    """Over all parameters, sorted by name (signature version 1.0)."""
    pairs = "&".join(f"{_encoded(name)}={_encoded(parameters[name])}" for name in sorted(parameters))
    return _signed(f"{secret}&", f"{method}&%2F&{_encoded(pairs)}")


def mns_signature(secret: str, method: str, headers: Mapping[str, str], target: str) -> str:
    """Over some headers, named in lower case, and the target as it stands on the request line."""
    return _signed(secret, mns_text(method, headers, target))


def mns_text(method: str, headers: Mapping[str, str], target: str) -> str:
    """What is signed: by who asks a queue, and by who pushes for a topic."""
    own = "".join(f"{name}:{headers[name]}\n" for name in sorted(headers) if name.startswith("x-mns-"))
    named = (headers.get(name, "") for name in ("content-md5", "content-type", "date"))
    return "\n".join([method, *named, f"{own}{target}"])


def _signed(secret: str, text: str) -> str:
    return base64.b64encode(hmac.digest(secret.encode(), text.encode(), hashlib.sha1)).decode()


def _encoded(text: str) -> str:
    return quote(text, safe=UNRESERVED)
