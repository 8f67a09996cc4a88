"""The command line: one file per noun that parses, calls and prints."""
