"""Runs scripts in containers: one for each instance, of an image that its ImageId chooses."""

from scalehook.script_runner.executors.container.executor import Container

__all__ = ["Container"]
