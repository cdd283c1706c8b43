"""For users' tests and our own: rehearsals of one service, embedded stacks, the pytest plugin."""
