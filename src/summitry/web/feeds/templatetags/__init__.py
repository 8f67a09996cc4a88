"""Tags of feeds for pages of other apps."""
