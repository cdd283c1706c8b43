"""Pushes are signed, and receivers can tell."""

import base64

import httpx
import pytest
from cryptography import x509

from scalehook.consumer.push_signatures import BadSignature, PushSignatures
from scalehook.message_service.state.events.signing import SigningKeyMade
from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.message_service.publications import PublishMessage
from scalehook_contracts.message_service.pushes import PushNotification, RecordPushOutcome
from scalehook_contracts.message_service.signing import GetSigningCertificate, MakeSigningKey
from scalehook_contracts.message_service.subscriptions import Subscribe, Unsubscribe
from scalehook_contracts.message_service.topics import CreateTopic
from support.signing_keys import signing_key

TARGET = "/hook/%C3%A4?x=1"


def publish(mns: Rehearsal, subscribers: int = 1, tag: str | None = None) -> None:
    """A message for so many HTTP endpoints."""
    mns.ask(CreateTopic(topic_name="t"))
    for number in range(subscribers):
        endpoint = f"http://127.0.0.1:{9000 + number}/hook/ä?x=1"
        mns.ask(
            Subscribe(
                topic_name="t", subscription_name=f"s{number}", endpoint=endpoint,
                notify_content_format="SIMPLIFIED",
            )
        )  # fmt: skip
    mns.ask(PublishMessage(topic_name="t", message_body="hällo", message_tag=tag))


def pushes(mns: Rehearsal) -> list[PushNotification]:
    return [intent for _, intent in mns.begun if isinstance(intent, PushNotification)]


async def check(push: PushNotification, certificate: str, target: str = TARGET, body: str = "") -> str:
    """As the kit of consumers does it; the address that it has asked for the certificate."""
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return httpx.Response(200, text=certificate)

    headers = {name.lower(): text.encode().decode("latin-1") for name, text in push.headers.items()}
    async with httpx.AsyncClient(transport=httpx.MockTransport(answer)) as client:
        signatures = PushSignatures(client, {"127.0.0.1:4580"}, required=True)
        await signatures.check(headers, target, (body or push.body).encode())
    return asked[0]


@pytest.mark.parametrize("tag", [None, "重要"])
async def test_a_push_is_signed(signing, tag):
    """Over its headers as they travel, the path and the query; the MD5 of its body is one of them."""
    publish(signing, tag=tag)
    [push] = pushes(signing)
    certificate = signing.ask(GetSigningCertificate()).certificate
    url = await check(push, certificate)
    assert url.startswith("http://127.0.0.1:4580/x509_public_certificate.pem?key=")
    for changed in ({"target": "/hook"}, {"body": "other"}):
        with pytest.raises(BadSignature):
            await check(push, certificate, **changed)


def test_the_certificate_is_one_that_receivers_can_read():
    """X.509 version 3, signed by itself, good whatever the time is that a stack plays."""
    certificate = x509.load_pem_x509_certificate(signing_key().certificate.encode())
    assert certificate.version is x509.Version.v3
    certificate.verify_directly_issued_by(certificate)
    assert certificate.not_valid_before_utc.year == 2000
    assert certificate.not_valid_after_utc.year > 2100


def test_each_key_has_an_address_of_its_own(signing):
    """Receivers keep certificates by their addresses."""
    other = Rehearsal(signing.service)
    other.ask(signing_key().model_copy(update={"certificate": "another"}))
    for mns in (signing, other):
        publish(mns)
    named = [pushes(mns)[0].headers["x-mns-signing-cert-url"] for mns in (signing, other)]
    assert len({base64.b64decode(url) for url in named}) == 2


def test_the_first_pushes_wait_for_the_key(mns):
    """One is made, and all of them begin; who has left meanwhile gets nothing."""
    assert mns.ask(GetSigningCertificate()).certificate == ""
    publish(mns, subscribers=3)
    assert [type(intent) for _, intent in mns.begun] == [MakeSigningKey]
    mns.ask(Unsubscribe(topic_name="t", subscription_name="s1"))
    mns.restart()
    mns.settle(mns.begun[0][0], signing_key())
    assert [push.push_id.rpartition("/")[2] for push in pushes(mns)] == ["s0", "s2"]
    assert not mns.state.held_pushes


def test_the_key_stays_and_stays_here(mns):
    """Through restarts; another one is not taken, and it is in no event that others hear."""
    publish(mns)
    mns.settle(mns.begun[0][0], signing_key())
    mns.restart()
    mns.ask(signing_key().model_copy(update={"private_key": "another"}))
    assert mns.state.signing_key.private_key == signing_key().private_key
    telling = [event for event in mns.recorded if b"PRIVATE KEY" in event.as_json()]
    assert [type(event) for event in telling] == [SigningKeyMade]
    assert telling[0].private
    assert "PRIVATE KEY" not in repr([mns.recorded, mns.state, mns.begun, signing_key()])


def test_every_attempt_is_signed_anew(signing):
    """Its date is another one."""
    publish(signing)
    [(key, push)] = signing.begun
    signing.settle(key, RecordPushOutcome(push_id=push.push_id, reason="HTTP 500"))
    signing.advance(20)
    first, second = pushes(signing)
    assert first.headers["Date"] != second.headers["Date"]
    assert first.headers["Authorization"] != second.headers["Authorization"]
