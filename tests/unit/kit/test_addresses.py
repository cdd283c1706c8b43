"""An address as it may be shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scalehook.kit.addresses import shown


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("amqp://guest:guest@127.0.0.1:5672/%2Fv", "amqp://127.0.0.1:5672/%2Fv"),
        ("postgresql://db:5432/scalehook", "postgresql://db:5432/scalehook"),
        ("postgresql://a:b@db/x?password=c", "postgresql://db/x"),
        ("postgresql:///x?host=/tmp", "postgresql:///x"),
        ("a:b@db/x", "db/x"),
    ],
)
def test_where_a_server_is(url: str, place: str) -> None:
    """Host, port and name."""
    assert shown(url) == place


@given(st.text(min_size=1))
def test_no_password_is_shown(rest: str) -> None:
    """Whatever letters it has, and whatever else is wrong with the address."""
    assert "secret" not in shown(f"amqp://user:secret{rest}@127.0.0.1:5672/")
    assert "secret" not in shown(f"amqp://user:{rest}secret@127.0.0.1:5672/")
