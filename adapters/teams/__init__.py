"""Microsoft Teams, as a desk on which agents work."""
