"""Instances, as they are described."""
