"""A local Alibaba Cloud for one story: Auto Scaling lifecycle hooks."""
