"""What a stack offers about itself: probes, metrics, clock, dead letters, live events."""
