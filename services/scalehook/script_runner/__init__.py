"""Plays Cloud Assistant: runs scripts "on" instances, each with a root of its own."""
