"""What a scenario file says: pydantic models, read with the place of everything in the file."""
