"""What a brake stops: its rules, and words that meet one."""

CARD = "4111 1111 1111 1111"
TEXT = f"Your card {CARD} was charged."
RULES = {
    "brake": {
        "cards": {"title": "a card number", "card_numbers": True},
        "words": {"title": "a forbidden word", "words": ["guarantee"]},
    },
    "queues": {"support": {"brake": ["cards", "words"]}},
}
