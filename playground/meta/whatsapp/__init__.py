"""WhatsApp's Cloud API: the people with the app, and what a business number may do."""
