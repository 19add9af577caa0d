"""Meta's side of the wire: the Graph API, its webhooks, Messenger and WhatsApp."""
