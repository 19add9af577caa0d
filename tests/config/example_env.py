"""The environment that the example's configuration asks for."""

EXAMPLE_ENV = {
    "DESKBRIDGE_FORM_KEY": "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
    "DESKBRIDGE_WEB_SECRET": "a-long-random-text-for-the-example",
    "MESSENGER_PAGE_TOKEN": "EAAexample",
    "META_APP_SECRET": "0123456789abcdef0123456789abcdef",
    "META_VERIFY_TOKEN": "a-word-of-our-own",
    "SLACK_BOT_TOKEN": "xoxb-1-example",
    "SLACK_SIGNING_SECRET": "0123456789abcdef0123456789abcdef",
    "TWILIO_AUTH_TOKEN": "0123456789abcdef0123456789abcdef",
    "WHATSAPP_TOKEN": "EAAexample",
}
