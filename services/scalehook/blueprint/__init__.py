"""What a stack begins with, as a file: groups with hooks and rules, queues, topics, templates, roles.

Its shapes are the operations' own: an element of `groups` has the parameters of CreateScalingGroup.
"""

from scalehook.blueprint.blueprint import Blueprint, read_blueprint
from scalehook.blueprint.making import Outcome, apply
from scalehook.blueprint.schema import schema

__all__ = ["Blueprint", "Outcome", "apply", "read_blueprint", "schema"]
