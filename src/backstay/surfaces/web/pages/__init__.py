"""What each page shows: builders that the page and its JSON twin share."""
