"""What the SDKs raise, reduced to the documented code."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from alibabacloud_tea_openapi.exceptions import AlibabaCloudException


@contextmanager
def refused(code: str, status: int = 400) -> Iterator[None]:
    """The block is refused with this code and HTTP status."""
    with pytest.raises(AlibabaCloudException) as caught:
        yield
    assert (caught.value.code, caught.value.status_code) == (code, status), caught.value
