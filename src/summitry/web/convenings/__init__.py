"""Summits and forums: who took part, and what came of them."""
