"""Faults on purpose, for tests: what can go wrong (`kinds/`), and who lets it.

Those of calls live here, in the gateway's memory (`standing`, `meeting`); those of notifications, waits
and scripts are commands to the service that owns the place, and stand in its journal; some are done at
once (`deeds`). `desk.py` is where all of them are asked for. With none there is, a call costs one look.
"""
