"""What all CloudMonitor operations share."""

from typing import ClassVar, Generic

from scalehook_contracts.base import Operation, ReplyT_co
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.cms import ParameterInvalid
from scalehook_contracts.products import CMS, Product


class CmsOperation(Operation[ReplyT_co], Generic[ReplyT_co]):
    """An operation of CloudMonitor, 2019-01-01. What is missing is as bad as what does not fit."""

    product: ClassVar[Product] = CMS
    invalid: ClassVar[type[ApiError]] = ParameterInvalid
