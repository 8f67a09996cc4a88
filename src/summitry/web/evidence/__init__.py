"""Sources, the claims they make, and the files that were brought in."""
