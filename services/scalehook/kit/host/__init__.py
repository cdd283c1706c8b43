"""What runs a machine: batches, the journal, effects, publishing."""
