"""Transcripts: read from the store, shown behind a signed link, mailed."""
