"""`python -m kgload`."""

from kgload.cli import main

main()
