"""Pushes, and a receiver that checks them as the official samples do."""

import base64
from collections.abc import Iterator

import pytest
from cryptography import x509

from scalehook.testing.cloud import Cloud
from scalehook_contracts.message_service.deliveries import ListDeliveries
from scalehook_contracts.message_service.publications import PublishMessage
from scalehook_contracts.message_service.signing import GetSigningCertificate
from scalehook_contracts.message_service.subscriptions import Subscribe
from support.http import HTTP
from support.push_receiver import Receiver, all_taken, receiving
from support.push_receivers import COMMANDS, receiving_in

PATH = "/x509_public_certificate.pem"


@pytest.fixture
def receiver() -> Iterator[str]:
    with receiving() as address:
        yield address


@pytest.mark.parametrize("form", ["XML", "JSON", "SIMPLIFIED", "STREAM"])
def test_pushes_are_signed_with_the_stacks_certificate(
    scalehook_session: Cloud, receiver: str, form: str
) -> None:
    """In every format, with a tag that is not ASCII; the receiver asks the stack for the certificate."""
    topic = scalehook_session.topic("signed")
    topic.subscribe(receiver, form=form)
    topic.publish("hello", tag="重要")
    all_taken(scalehook_session, "signed", 1)
    assert Receiver.taken


@pytest.mark.parametrize("language", COMMANDS)
def test_receivers_in_other_languages(scalehook_session: Cloud, language: str) -> None:
    """Written as the official samples for Java and Go: they take every format, and what is not signed by
    the stack they refuse.
    """
    name = f"signed-{language}"
    topic = scalehook_session.topic(name)
    with receiving_in(language) as address:
        for form in ("XML", "JSON", "SIMPLIFIED", "STREAM"):
            topic.subscribe(address, form=form, name=form)
        topic.publish("hello", tag="重要")
        all_taken(scalehook_session, name, 4)
        url = base64.b64encode(f"{scalehook_session.endpoint}{PATH}".encode()).decode()
        forged = {"x-mns-signing-cert-url": url, "Authorization": "Zm9yZ2Vk", "Content-md5": "x"}
        assert HTTP.post(address, headers=forged, content=b"hello").status_code == 403


def test_anybody_may_fetch_the_certificate(scalehook_session: Cloud, receiver: str) -> None:
    """Unsigned, and by whatever name the stack is reached; there is none before the first push."""
    url = f"http://{scalehook_session.address}{PATH}"
    if not scalehook_session.call(GetSigningCertificate()).certificate:
        assert HTTP.get(url).status_code == 404
    topic = scalehook_session.topic("signed")
    topic.subscribe(receiver)
    topic.publish("hello")
    scalehook_session.settle()
    answer = HTTP.get(url, headers={"Host": "gateway.example:4580"})
    assert x509.load_pem_x509_certificate(answer.content).version is x509.Version.v3
    assert HTTP.post(url).status_code == 405


def test_a_day_of_attempts_survives_a_crash(scalehook_session: Cloud) -> None:
    """Killed in the middle of its schedule, the service goes on with it: 177 attempts in all."""
    cloud = scalehook_session
    cloud.topic("dead")
    cloud.call(
        Subscribe(
            topic_name="dead",
            subscription_name="s",
            endpoint="http://127.0.0.1:9/",
            notify_strategy="EXPONENTIAL_DECAY_RETRY",
        )
    )
    cloud.call(PublishMessage(topic_name="dead", message_body="hello"))
    cloud.advance("1h")
    before = cloud.call(ListDeliveries(topic_name="dead")).deliveries[-1]
    cloud.faults.kill_service("message_service")
    cloud.advance("1d")
    log = cloud.call(ListDeliveries(topic_name="dead")).deliveries
    assert before.attempt < 20
    assert (log[-1].attempt, log[-1].outcome, len(log)) == (177, "lost", 100)
