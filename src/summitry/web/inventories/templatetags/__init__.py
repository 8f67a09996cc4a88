"""Template tags of the inventories."""
