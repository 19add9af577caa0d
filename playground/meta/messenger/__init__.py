"""Messenger: the people who write to a Page, and what the Page may do."""
