"""Plays ECS, SLB and RDS as far as scaling acts on them."""
