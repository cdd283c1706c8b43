"""Plays Cloud Assistant: runs scripts "on" instances, each of which has a root of its own.

A script runs at most once, in one of the `executors`, in real time; its time-out is virtual. What it
writes stays until the instance is released.
"""
