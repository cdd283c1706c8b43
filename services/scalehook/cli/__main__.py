"""`python -m scalehook.cli`."""

from scalehook.cli.entry import main

main()
