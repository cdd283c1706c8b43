"""Plays the fan-out: which notification goes where, attempts, outcomes."""
