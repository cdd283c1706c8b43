"""Plays EventBridge: buses, rules, and the targets that events go to.

It keeps the events that services of the cloud and programs put into a bus. Each goes to the targets of
the rules whose patterns it fits: tried again while a target fails, then handed to its queue for dead
letters, or dropped.
"""
