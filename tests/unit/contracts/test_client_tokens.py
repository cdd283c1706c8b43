"""ClientTokens: up to 64 characters of ASCII."""

import pytest

from scalehook_contracts.errors import ApiError
from scalehook_contracts.scaling_controller.instance_changes import RemoveInstances
from support.scaling.wire import spelt


def token(text: str) -> str:
    given = {"ScalingGroupId": "asg-1", "ClientToken": text}
    return spelt(RemoveInstances, given).client_token


def test_what_is_one() -> None:
    """Any character of ASCII may be in it."""
    for text in ("", "a" * 64, "a b\t~"):
        assert token(text) == text


@pytest.mark.parametrize("text", ["é", "a" * 65])
def test_what_is_none(text: str) -> None:
    """It is refused by its name."""
    with pytest.raises(ApiError, match="ClientToken") as caught:
        token(text)
    assert caught.value.code == "InvalidParameter"
