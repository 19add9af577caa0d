"""What the two ways to WhatsApp share, Meta's own and Twilio's: who somebody is, and how words are formatted."""
