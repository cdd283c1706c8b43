"""`scalehook` as processes of their own, without the second that each spends on importing it."""
