"""Best-effort signals: wake-ups and typing. Never the truth; losing one costs time, not a message."""
