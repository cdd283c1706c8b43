"""A scaling group in rehearsal: the controller alone, with the fleet's answers played to it.

Which world a test takes:

- `cloud.Cloud`: one group; `fleet()` plays what the fleet answers. The first choice.
- `yard.Yard`: a Cloud whose fleet has zones, instances of no group, and ones that are kept stopped.
- `refresher.Refresher`: a Yard with two configurations, whose instances are refreshed.
- `pair.Pair`: the controller and the real fleet, for what each must understand of the other.
- `population`: a controller with much of everything, for growth.

`support.estate.Estate` and `support.fleet.Fleet` are the fleet alone, `support.ensemble` all services in
any order. The other modules here are functions of one noun each that take a Cloud: attachments, rules,
alarms, templates, …
"""
