"""`python -m scalehook.cli`."""

from scalehook.cli.app import main

main()
