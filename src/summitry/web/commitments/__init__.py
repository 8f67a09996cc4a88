"""What was promised, by whom, and measured against what."""
