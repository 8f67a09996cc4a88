"""The pages of plans: to read, to write, to print."""
