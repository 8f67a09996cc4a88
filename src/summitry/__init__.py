"""Summitry: what networks of cities promised, and what became of it."""

__version__ = "0.1.0"
