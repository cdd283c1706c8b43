"""The signatures of requests: as the services check them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scalehook.consumer.signing import mns_signature, rpc_signature
from scalehook.gateway.rpc import signature_v1

DATE = "Thu, 01 Jan 2026 00:00:00 GMT"
VERSION = {"x-mns-version": "2015-06-06"}


@pytest.mark.parametrize(
    ("secret", "method", "headers", "target", "signature"),
    [
        (
            "ACCESS_KEY_SECRET", "PUT",
            {"content-md5": "574683b3684e3cff610afa155cc2506d", "content-type": "text/xml",
             "date": "Tue, 11 Apr 2017 10:09:19 GMT"},
            "/", "A9zehggaYHHujmuRMxGIDrhWwx8=",
        ),
        (
            "secret", "GET", {"date": DATE, "x-mns-prefix": "q", "x-mns-ret-number": "10"}, "/queues",
            "0DEkz2La057yimFXJ/QU/EfKJ9U=",
        ),
        (
            "secret", "DELETE", {"date": DATE}, "/queues/q1/messages?ReceiptHandle=a/b+c==",
            "HhjR8eo7DgQF2uy7G2em8zFJrqo=",
        ),
    ],
)  # fmt: skip
def test_known_signatures_of_queues(
    secret: str, method: str, headers: dict[str, str], target: str, signature: str
) -> None:
    """Those that clients of the real service make."""
    assert mns_signature(secret, method, {**headers, **VERSION}, target) == signature


@given(
    secret=st.text(st.characters(codec="ascii")),
    parameters=st.dictionaries(st.text(max_size=20), st.text(max_size=50), max_size=8),
)
def test_signatures_of_operations(secret: str, parameters: dict[str, str]) -> None:
    """The gateway comes to the same."""
    text = signature_v1.string_to_sign("POST", parameters)
    given_parameters = {name: value for name, value in parameters.items() if name != "Signature"}
    assert rpc_signature(secret, "POST", given_parameters) == signature_v1.sign(secret, text)
