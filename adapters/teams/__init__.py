"""The Teams desk: one organisation's teams, both ways."""
