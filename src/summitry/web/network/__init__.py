"""Places, organisations and the networks they belong to."""
