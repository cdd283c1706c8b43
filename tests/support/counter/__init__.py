"""Counts, echoes its own counting, waits for a number, and has an effect."""
