"""The crash tests' load and verdict: what they overlooked, nobody would see."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alibabacloud_tea_openapi.exceptions import AlibabaCloudException, ClientException
from mns.mns_exception import MNSExceptionBase

from support.cloud.consumer import Consumer
from support.cloud.group import Group
from support.cloud.load import under_load
from support.cloud.process import StackProcess
from support.cloud.traffic import Traffic
from support.cloud.trouble import refused


@pytest.fixture
def stack(tmp_path: Path) -> Iterator[StackProcess]:
    """A stack whose instances start at once, and that nobody kills."""
    (tmp_path / "state").mkdir()
    environment = {"SCALEHOOK_FLEET_START_UP_SECONDS": "0.05"}
    running = StackProcess(tmp_path / "state", environment=environment).start()
    yield running
    running.stop()


def steal(queue: Any) -> bool:
    """Take a message out of a queue and tell nobody; False when there is none."""
    try:
        queue.delete_message(queue.receive_message(0).receipt_handle)
    except MNSExceptionBase as problem:
        assert refused(problem, "MessageNotExist")
        return False
    return True


def test_a_refusal_that_no_crash_explains(stack: StackProcess, monkeypatch) -> None:
    """It ends a thread of the load and with it the test, at once."""

    def refuse(*_: object) -> None:
        raise ClientException(code="Unheard.Of", message="no", status_code=400)

    monkeypatch.setattr(Group, "complete", refuse)
    with pytest.raises(AlibabaCloudException, match="Unheard"), under_load(stack, 1) as load:
        load.await_progress()


def test_messages_that_no_consumer_gets(stack: StackProcess, monkeypatch, capsys) -> None:
    """Of a hook: the action is lost and the instance stuck. Of others: they are lost."""
    monkeypatch.setattr(Consumer, "take_one", lambda self: steal(self.clients().mns.get_queue("work")))
    with pytest.raises(AssertionError), under_load(stack, 1) as load:
        while not (load.accepted and steal(load.clients().mns.get_queue("load"))):
            load.stopping.wait(0.02)
    told = capsys.readouterr().out
    assert "actions started 1, notifications received 0, completed 0, duplicates" in told
    assert "seen by consumers 0, lost 1, instances stuck 1\n" in told
    assert ", lost 1, doubled 0\n" in told


def test_what_many_clients_notice(tmp_path: Path) -> None:
    """A message that nobody got, and one that comes after it was deleted."""
    going = Traffic(StackProcess(tmp_path))
    going.answered |= {"a", "b"}
    going.deleted.add("1")
    for message_id, text in (("1", "a"), ("2", b"a")):
        going.note(message_id, text)
    assert (going.lost, going.came_back) == ({"b"}, ["1"])
    assert (going.sent_twice, going.delivered_again) == (1, 0)
    with pytest.raises(AssertionError):
        going.assert_good()
