"""The published and computed vectors of all four signatures."""

import base64
import hmac
from datetime import UTC, datetime
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scalehook.gateway.http import HttpRequest
from scalehook.gateway.mns import signature as mns
from scalehook.gateway.rpc import signature_acs3, signature_v1
from scalehook.gateway.rpc.signature_acs3 import MUST_BE_SIGNED, Credential
from scalehook_contracts.errors import ApiError

DATE = "Thu, 01 Jan 2026 00:00:00 GMT"
VERSION = {"x-mns-version": "2015-06-06"}
SENT = dict.fromkeys(MUST_BE_SIGNED, "x")
SIGNED = f"ACS3-HMAC-SHA256 Credential=a,SignedHeaders={';'.join(sorted(MUST_BE_SIGNED))},Signature=ab"


@pytest.mark.parametrize(
    ("method", "parameters", "expected"),
    [
        (
            "GET",
            {
                "TimeStamp": "2014-08-15T11:10:07Z",
                "Format": "xml",
                "AccessKeyId": "testid",
                "Action": "DescribeScalingGroups",
                "SignatureMethod": "HMAC-SHA1",
                "RegionId": "cn-qingdao",
                "SignatureNonce": "1324fd0e-e2bb-4bb1-917c-bd6e437f1710",
                "SignatureVersion": "1.0",
                "Version": "2014-08-28",
            },
            "SmhZuLUnXmqxSEZ/GqyiwGqmf+M=",
        ),
        (
            "POST",
            {
                "AccessKeyId": "testid",
                "Action": "DescribeLifecycleHooks",
                "Format": "json",
                "LifecycleHookName": "a b*~中",
                "RegionId": "cn-hangzhou",
                "ScalingGroupId": "asg-1",
                "SignatureMethod": "HMAC-SHA1",
                "SignatureNonce": "abc",
                "SignatureType": "",
                "SignatureVersion": "1.0",
                "Timestamp": "2024-01-01T00:00:00Z",
                "Version": "2014-08-28",
            },
            "UbX3gwIgrZFBZ3MzNuXi7mNXMiw=",
        ),
    ],
)
def test_v1(method: str, parameters: dict[str, str], expected: str) -> None:
    """Blank values are signed; the signature itself is not."""
    text = signature_v1.string_to_sign(method, parameters | {"Signature": "x"})
    assert signature_v1.sign("testsecret", text) == expected


PLAIN, SPECIAL = "aZ09-_.~", ":% /+*\0\n"
TEXTS = st.text(PLAIN + SPECIAL) | st.text(PLAIN + SPECIAL + "=&") | st.text(max_size=200)


@given(st.dictionaries(st.text(PLAIN) | TEXTS, TEXTS))
def test_any_text_is_encoded(parameters: dict[str, str]) -> None:
    """Names and values, and both again together; the second time as the first."""
    once = "&".join(f"{percent(n)}={percent(value)}" for n, value in sorted(parameters.items()))
    unsigned = parameters | {"Signature": "s"}
    for _ in range(2):
        assert signature_v1.canonical(parameters) == once
        assert signature_v1.string_to_sign("GET", unsigned) == f"GET&%2F&{percent(once)}"


def test_long_texts_are_not_kept() -> None:
    """However much a client sends, the next one finds the memory as it was."""
    before = len(signature_v1.ONCE)
    signature_v1.canonical({"UserData": "x" * 1000, "y" * 1000: ""})
    assert len(signature_v1.ONCE) == before


def test_many_texts_are_forgotten() -> None:
    """So many different ones are never kept."""
    for number in range(2 * signature_v1.MOST):
        signature_v1.canonical({"Number": str(number)})
    assert 0 < len(signature_v1.ONCE) <= signature_v1.MOST


def percent(text: str) -> str:
    """RFC 3986, by the book."""
    return quote(text, safe="-_.~")


def test_acs3() -> None:
    """As the SDK's own signing function has it."""
    headers = {
        "accept": "application/json",
        "host": "127.0.0.1:8080",
        "x-acs-action": "DescribeLifecycleHooks",
        "x-acs-content-sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "x-acs-date": "2024-01-01T00:00:00Z",
        "x-acs-signature-nonce": "abc",
        "x-acs-version": "2022-02-22",
    }
    query = {
        "ScalingGroupId": "asg-1",
        "LifecycleHookIds.1": "ash-1",
        "LifecycleHookName": "a b*~中",
    }
    request = signature_acs3.canonical_request(
        "POST", query, headers, tuple(sorted(headers)), headers["x-acs-content-sha256"]
    )
    text = signature_acs3.string_to_sign(request)
    assert text.endswith("f49eba29a35dbd147ef0328363f154705a6f2968736bbb270f2adcbd95f2f857")
    assert signature_acs3.sign("testsecret", text) == (
        "cc5659cd9d53ef5865fe3a7c14b105c4622c91698eea0fbcafb8fa94271ee1f4"
    )


@pytest.mark.parametrize(
    "header",
    [
        "ACS3-HMAC-SHA256",
        "ACS3-HMAC-SHA256 Credential=a,SignedHeaders=host,Signature=ab",
        "ACS3-HMAC-SHA256 Credential=a,Signature=ab",
    ],
)
def test_acs3_headers_that_cover_too_little(header: str) -> None:
    """The action must be signed, or anybody could change it on the way."""
    with pytest.raises(ApiError) as caught:
        Credential.parse({"authorization": header, **SENT})
    assert caught.value.code == "IncompleteSignature"


@pytest.mark.parametrize("name", sorted(MUST_BE_SIGNED))
def test_acs3_headers_that_are_signed_and_not_sent(name: str) -> None:
    """Nothing is signed by them, whether they are missing or empty."""
    given = {other: "x" for other in MUST_BE_SIGNED if other != name} | {"authorization": SIGNED}
    for headers in (given, given | {name: ""}):
        with pytest.raises(ApiError) as caught:
            Credential.parse(headers)
        assert caught.value.code == "IncompleteSignature"
    assert Credential.parse(SENT | {"authorization": SIGNED}).access_key_id == "a"


@pytest.mark.parametrize(
    ("secret", "method", "target", "headers", "expected"),
    [
        (
            "ACCESS_KEY_SECRET",
            "PUT",
            "/",
            {
                "content-md5": "574683b3684e3cff610afa155cc2506d",
                "content-type": "text/xml",
                "date": "Tue, 11 Apr 2017 10:09:19 GMT",
            },
            "A9zehggaYHHujmuRMxGIDrhWwx8=",
        ),
        (
            "secret",
            "GET",
            "/queues",
            {"date": DATE, "x-mns-prefix": "q", "x-mns-ret-number": "10"},
            "0DEkz2La057yimFXJ/QU/EfKJ9U=",
        ),
        (
            "secret",
            "DELETE",
            "/queues/q1/messages?ReceiptHandle=a/b+c==",
            {"date": DATE},
            "HhjR8eo7DgQF2uy7G2em8zFJrqo=",
        ),
        (
            "secret",
            "POST",
            "/queues/q1/messages",
            {
                "content-md5": "ZmNhMzI5NGRmMmU4NzJjZjJiZTMwYjU5ZWNhZGU0MGE=",
                "content-type": "text/xml;charset=UTF-8",
                "date": DATE,
            },
            "n7FWD8Wxt2QIDqMVVRdRiWTZl/A=",
        ),
    ],
)
def test_mns(secret: str, method: str, target: str, headers: dict[str, str], expected: str) -> None:
    """The target is signed exactly as it stands on the request line."""
    path, _, query = target.partition("?")
    request = HttpRequest(method, path, query, headers | VERSION, b"")
    assert mns.sign(secret, mns.string_to_sign(request)) == expected


def test_mns_v4() -> None:
    """Java's published vector."""
    request = HttpRequest(
        "GET",
        "/queues/q1/messages",
        "numOfMessages=3&waitseconds=2",
        {"content-type": "text/xml;charset=UTF-8"} | VERSION,
        b"",
    )
    scope = "20260101/cn-hangzhou/mns/aliyun_v4_request"
    text = mns.v4_string_to_sign(request, datetime(2026, 1, 1, tzinfo=UTC), scope)
    assert mns.v4_sign("secret", scope, text) == (
        "97e744ba4504f7a9aaea73a6feb8305c37bb2fe98d23ab7eedeba03804f39ef4"
    )


@pytest.mark.parametrize("name", ["x-mns-prefix", "content-type"])
def test_mns_headers_that_are_no_ascii(name: str) -> None:
    """Are signed byte for byte, as the client has sent them."""
    sent = "重要".encode()
    request = HttpRequest("GET", "/queues", "", {name: sent.decode("latin-1"), "date": DATE}, b"")
    text = mns.string_to_sign(request)
    expected = base64.b64encode(hmac.digest(b"s", _text(name, sent), "sha1")).decode()
    assert mns.sign("s", text) == expected


def _text(name: str, value: bytes) -> bytes:
    own = b"x-mns-prefix:" + value + b"\n" if name == "x-mns-prefix" else b""
    kind = value if name == "content-type" else b""
    return b"GET\n\n" + kind + b"\n" + DATE.encode() + b"\n" + own + b"/queues"
