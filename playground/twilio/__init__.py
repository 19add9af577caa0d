"""Twilio's side of the wire, and the phones of the people who write."""
