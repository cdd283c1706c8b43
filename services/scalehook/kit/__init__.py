"""What every service runs on: bus, journal, host, clock. The only part that differs by mode."""
