"""Pages of attendance: the doors, the personal link, the live counts."""
