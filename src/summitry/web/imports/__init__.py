"""Bringing files in: one transaction over network, inventories and commitments."""
