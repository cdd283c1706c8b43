"""What RAM's operations share."""

from typing import Annotated, ClassVar, Generic, Literal

from pydantic import Field

from scalehook_contracts.base import Operation, ReplyT_co
from scalehook_contracts.products import RAM, Product

RoleName = Annotated[str, Field(pattern=r"^[A-Za-z0-9.-]{1,64}$")]
UserName = Annotated[str, Field(pattern=r"^[A-Za-z0-9._-]{1,64}$")]
PolicyName = Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{1,128}$")]
GroupName = Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{1,64}$")]
VersionId = Annotated[str, Field(pattern=r"^v[1-9][0-9]{0,8}$")]
PolicyType = Literal["System", "Custom"]


class RamOperation(Operation[ReplyT_co], Generic[ReplyT_co]):
    """An operation of RAM, 2015-05-01; global, so without a region."""

    product: ClassVar[Product] = RAM
