"""Plays ECS, SLB, ALB and RDS, as far as scaling acts on them.

Instances are launched, boot after a while, and are released; load balancers forward to them and
databases let them in. It says what has changed and decides nothing.
"""
