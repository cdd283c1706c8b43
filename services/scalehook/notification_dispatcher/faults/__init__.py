"""What goes wrong on purpose with notifications and waits. Each decision is recorded: a replay has it
again, and a handler that is called twice counts once.
"""
