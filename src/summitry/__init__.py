"""Summitry: what networks of cities promised, and what became of it."""
