"""What is new, as feeds, calendars and mails."""
