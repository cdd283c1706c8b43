"""Answers, made of what a resource has."""

from collections.abc import Mapping
from typing import Any

from scalehook.resource_provider.state import Resource
from scalehook_contracts.base import Reply
from scalehook_contracts.resource_provider.base import ResourceOperation


def answer_of(
    operation: ResourceOperation[Any], answers: Mapping[str, str], resource: Resource
) -> Reply:
    """What a call answers with, by the attributes that it comes from."""
    return filled(operation, {name: resource.get(source) for name, source in answers.items()})


def filled(operation: ResourceOperation[Any], values: dict[str, Any]) -> Reply:
    """An answer with these values."""
    return operation.reply_type().model_validate(values)
