"""The first-line bot that is written in the configuration: pure, from a text to what it says."""
