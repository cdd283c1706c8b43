"""All resources, and what events do to them."""

from scalehook.resource_provider.state.resources import Resource
from scalehook.resource_provider.state.root import State

__all__ = ["Resource", "State"]
