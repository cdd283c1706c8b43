"""What all operations of SLB share, and tags as it has them."""

from typing import Annotated, ClassVar, Generic, Literal

from pydantic import Field

from scalehook_contracts.base import Operation, Part, ReplyT_co
from scalehook_contracts.products import SLB, Product

Switch = Literal["on", "off"]
SlbName = Annotated[str, Field(min_length=1, max_length=80)]
SlbPort = Annotated[int, Field(ge=1, le=65535)]


class SlbOperation(Operation[ReplyT_co], Generic[ReplyT_co]):
    """An operation of SLB, 2014-05-15."""

    product: ClassVar[Product] = SLB

    def resources(self) -> list[str]:
        """All, where none is named."""
        return ["loadbalancer/*"]


class LoadBalancerTag(Part):
    """A tag, as it is given."""

    key: str = Field(min_length=1, max_length=64)
    value: str = Field("", max_length=128)


class LoadBalancerTagView(Part):
    """A tag, as it is described."""

    tag_key: str
    tag_value: str


class LoadBalancerReference(Part):
    """Names a load balancer."""

    load_balancer_id: str
    region_id: str = ""

    def resources(self) -> list[str]:
        """The load balancer."""
        return [f"loadbalancer/{self.load_balancer_id}"]
