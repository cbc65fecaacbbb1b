"""The command `sayso`."""

from sayso.cli.app import main

__all__ = ["main"]
