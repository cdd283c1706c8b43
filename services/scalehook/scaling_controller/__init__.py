"""Plays Auto Scaling: groups, configurations, rules, hooks, activities and lifecycle actions."""
