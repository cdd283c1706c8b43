"""Hours in milliseconds: all services as pure machines over one agenda, with faults, from a seed.

The same seed gives the same bytes. `README.md` beside this file says what is where.
"""
