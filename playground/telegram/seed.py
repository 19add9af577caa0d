"""The bot and the people that the playground starts with. A seed names people; the rest has defaults."""

from playground.refusals import HumanError
from playground.telegram.model import Json, Person, Store

TOKEN = "1000000001:playground-bot-token-of-northwind0"
BOT = {"id": 1000000001, "is_bot": True, "first_name": "Northwind", "username": "northwind_bot"}
SECRET = "playground-webhook-secret"
MIA, TOM = 700000001, 700000002

DEFAULT: Json = {
    "people": [
        {"id": MIA, "first_name": "Mia", "last_name": "Chen", "username": "mia_chen"},
        {"id": TOM, "first_name": "Tom", "last_name": "Okafor", "language_code": "de"},
    ]
}


def seeded(source: Json) -> Store:
    """Make a store.

    Raises HumanError bad_seed when an entry does not fit.
    """
    store = Store()
    try:
        for entry in source.get("people") or DEFAULT["people"]:
            person = Person(**entry)
            store.people[person.id] = person
    except (AttributeError, TypeError) as problem:
        words = f"A seed entry does not fit: {problem}. Look at GET /_sim/telegram/seed for the shape."
        raise HumanError("bad_seed", words) from problem
    return store
