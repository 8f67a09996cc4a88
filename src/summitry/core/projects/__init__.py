"""What projects come to together."""
