"""`scalehook certify`: does a consumer hold?

Named scenarios (`scenarios/`, a file each) are played against a consumer of any language. Each gets a
stack (`stage`) and, unless the consumer is attached, a process of its own (`consumer/`). What happened
is read from what the stack kept and was asked (`chronicle`, `facts`), never from what the consumer
says, and judged by `rules/`. `runner` plays them all, `report/` tells.
"""
