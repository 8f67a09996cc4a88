"""What came out of a convening, entered by whoever runs it; the tables are other apps'."""
