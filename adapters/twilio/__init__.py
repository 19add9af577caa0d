"""What the channels by Twilio share: its signed requests, its REST API, its files, its account, who has opted out.

Not an adapter: `adapters.sms` and `adapters.whatsapp_twilio` are.
"""
