"""The delegation desk: who comes, for whom, on which seat."""
