"""The data plane: the same buses, and events in batches."""
