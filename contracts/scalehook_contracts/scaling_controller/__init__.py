"""Auto Scaling: groups and where their instances come from, hooks and the actions that wait, rules,
alarms and scheduled tasks, activities, instances, refreshes, what is attached, and who is told.
"""
