"""Limits on what comes from the open internet: kept by the clock, in bounded memory, asked at the edge."""
