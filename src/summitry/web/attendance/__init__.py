"""Who was there: in the room and online, counted once."""
