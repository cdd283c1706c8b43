"""A furnished account of RAM, and every documented error row that it can provoke."""
