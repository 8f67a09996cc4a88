"""What a city promised: kinds of target, paths to them, progress along them."""
