"""What sources say: claims, their ranking, and where they disagree."""
