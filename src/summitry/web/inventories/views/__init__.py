"""The pages of inventories: to write them, to review them, to read them."""
