"""What scalehook's services say to each other: pydantic models and nothing that does I/O."""
