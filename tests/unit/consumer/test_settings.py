"""What a consumer is told, and by whom."""

from typing import Any

import pytest

from scalehook.cli.variables import warnings_about
from scalehook.consumer import Consumer, Settings, WrongSettings
from scalehook.consumer.settings import settings_from, variables
from support.patience import in_time


def test_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """By the names that a certification and `scalehook env` use; one's own come first."""
    for name, value in {
        "SCALEHOOK_ENDPOINT": "http://127.0.0.1:4580",
        "ALIBABA_CLOUD_ACCESS_KEY_ID": "key",
        "SCALEHOOK_ACCESS_KEY_ID": "other",
        "SCALEHOOK_ACCESS_KEY_SECRET": "secret",
        "SCALEHOOK_REGION": "cn-beijing",
        "SCALEHOOK_CERTIFY_QUEUE": "hooks",
        "SCALEHOOK_CERTIFY_HEARTBEAT_TIMEOUT": "300",
        "SCALEHOOK_CONSUMER_CONCURRENCY": "3",
        "SCALEHOOK_CONSUMER_PUSH_PORT": "",
    }.items():
        monkeypatch.setenv(name, value)
    found = settings_from({"account_id": "42", "queue": None})
    assert (found.access_key_id, found.access_key_secret) == ("key", "secret")
    assert (found.source_name, found.queue, found.dead_queue) == ("mns", "hooks", "hooks-dead")
    assert (found.heartbeat_timeout, found.concurrency, found.in_hand) == (300, 3, 6)
    assert (found.region, found.account_id) == ("cn-beijing", "42")
    assert found.ess_url == found.mns_url == "http://127.0.0.1:4580"
    assert "secret" not in repr(found)
    monkeypatch.setenv("SCALEHOOK_CONSUMER_QUEUE", "mine")
    assert settings_from({}).queue == "mine"


def test_the_cloud() -> None:
    """Without an endpoint it is the cloud's: both services, by TLS."""
    found = Settings(region="cn-beijing", account_id="42")
    assert found.ess_url == "https://ess.cn-beijing.aliyuncs.com"
    assert found.mns_url == "https://42.mns.cn-beijing.aliyuncs.com"
    other = Settings(mns_endpoint="42.mns.cn-beijing-internal.aliyuncs.com", ess_endpoint="http://a/")
    assert other.mns_url == "https://42.mns.cn-beijing-internal.aliyuncs.com"
    assert other.ess_url == "http://a"
    assert Settings(access_key_id=" key\n").access_key_id == "key"
    assert Settings(endpoint="127.0.0.1:4580").ess_url == "http://127.0.0.1:4580"


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"access_key_secret": ""}, "no keys: set ALIBABA_CLOUD_ACCESS_KEY_ID and"),
        ({"access_key_id": "k\u00e9y"}, "access_key_id: .*this is no key"),
        ({"security_token": "a\nb"}, "security_token: .*this is no key"),
        ({"queue": "hooks "}, "queue: "),
        ({"queue": "a/b"}, "queue: "),
        ({"queue": "q", "dead_letters": "d\ud800"}, "dead_letters: "),
        ({}, "no source: set SCALEHOOK_CONSUMER_QUEUE"),
        ({"queue": "q", "push_port": 1}, "mns and push are described"),
        ({"queue": "q"}, "set SCALEHOOK_ACCOUNT_ID"),
        ({"queue": "q", "concurrency": 0}, "concurrency: "),
        ({"queue": "q", "grace_seconds": float("nan")}, "grace_seconds: "),
        ({"source": "kafka"}, "source: "),
        ({"queue": "q", "endpoint": "127.0.0.1:99999"}, "endpoint: .* http://HOST:PORT is one"),
        ({"queue": "q", "endpoint": "ftp://127.0.0.1"}, "endpoint: .*this is no address"),
        ({"queue": "q", "mns_endpoint": "http://[::1"}, "mns_endpoint: .*this is no address"),
        ({"queue": "q", "ess_endpoint": "http://"}, "ess_endpoint: .*this is no address"),
        ({"amqp_url": "http://127.0.0.1"}, "amqp_url: .* amqp://HOST:PORT is one"),
        ({"amqp_url": "amqp://a:b@[127.0.0.1"}, "amqp_url: .*this is no address"),
        ({"source": "rabbit", "queue": "q"}, "which broker"),
        ({"source": "push", "queue": "q"}, "which port"),
        ({"source": "mns", "push_port": 1}, "which queue"),
    ],
)
async def test_what_cannot_be(given: dict[str, object], problem: str) -> None:
    """One line says which setting it is."""
    consumer = Consumer("a", **{"access_key_id": "key", "access_key_secret": "secret", **given})
    consumer.on()(_nothing)
    with pytest.raises(WrongSettings, match=problem):
        await in_time(consumer.serve())


def test_wrong_settings_end_a_program(capsys: pytest.CaptureFixture[str]) -> None:
    """With code 2 and one line: no traceback."""
    consumer = Consumer("a")
    consumer.on()(_nothing)
    with pytest.raises(SystemExit) as ended:
        consumer.run()
    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith("a: no keys")


@pytest.mark.parametrize("name", ["", "a b", "-a", "a" * 101, None, 3])
def test_wrong_names(name: Any) -> None:
    """A name becomes part of a queue's name."""
    with pytest.raises(WrongSettings, match="is no name"):
        Consumer(name)


def test_a_setting_that_is_none() -> None:
    """Refused where it is written."""
    with pytest.raises(WrongSettings, match="no such setting: quueue"):
        Consumer("a", quueue="q")


def test_the_command_line_knows_them() -> None:
    """It warns of settings that nobody reads: a consumer's are read."""
    assert list(warnings_about(variables())) == []


async def _nothing(action: object) -> None: ...
