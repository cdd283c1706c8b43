"""Plays the fan-out of notifications: to a queue, a topic or a template (`targets`).

It hears of actions that have started, makes the message that the receiver is documented to get, and
delivers it once: tried again while the receiver fails, given up after some attempts, dropped when the
wait is over.
"""
