"""Listings that come page by page."""

from typing import Annotated

from pydantic import Field

from scalehook_contracts.base import Message
from scalehook_contracts.numbers import Int64

PageNumber = Annotated[int, Field(ge=1, le=2**31 - 1)]  # documented as a 32-bit integer
PageSize = Annotated[int, Field(ge=1, le=50)]
LargePageSize = Annotated[int, Field(ge=1, le=100)]


class Page(Message):
    """Which page it is, and how much there is in all."""

    page_number: PageNumber
    page_size: LargePageSize
    total_count: Int64
