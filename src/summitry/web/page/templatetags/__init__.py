"""Template tags of the page app."""
