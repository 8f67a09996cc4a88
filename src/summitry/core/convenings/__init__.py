"""Counting who took part in a convening."""
