"""What lies ahead: pathways, what causes them, what they cost, which actions to choose."""
