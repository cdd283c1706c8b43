"""Queues in tests: a reference to compare them with, and shorthands."""
