"""The forms of outcomes: parsing only; the actions say what may be kept."""
