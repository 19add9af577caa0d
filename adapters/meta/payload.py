"""What Meta posts, read as any platform's JSON is (`adapters.fields`)."""

from adapters.fields import Fields, decimal, listed, mapping, moment, number, read_json, text

__all__ = ["Fields", "decimal", "listed", "mapping", "moment", "number", "read_json", "text"]
