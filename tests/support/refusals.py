"""What a call is refused with."""

from collections.abc import Callable

import pytest

from scalehook_contracts.errors import ApiError


def refusal(call: Callable[[], object]) -> str:
    """The code that the call is refused with; fails when it is not."""
    with pytest.raises(ApiError) as caught:
        call()
    return caught.value.code
