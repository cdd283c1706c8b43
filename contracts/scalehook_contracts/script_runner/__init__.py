"""Cloud Assistant: commands and invocations on instances."""
