"""Auto Scaling: groups, configurations, rules, hooks, activities and the actions that wait."""
