"""What Meta's channels share: its signed webhooks, its Graph API, its files, its settings.

Not an adapter: `adapters.messenger` and `adapters.whatsapp` are.
"""
