"""The account and the phones that the playground starts with.

Rules: the numbers of ours and Mia's are of the range that is kept for fiction, Tom's of the one that Ofcom keeps for
drama; a seed names phones, the rest has defaults.
"""

from playground.refusals import HumanError
from playground.twilio.content import Template
from playground.twilio.model import Json, Phone
from playground.twilio.numbers import country, is_e164
from playground.twilio.store import Store

ACCOUNT_SID = "AC00000000000000000000000000000001"
AUTH_TOKEN = "playground-auth-token"
API_KEY = "SK00000000000000000000000000000001"
API_SECRET = "playground-api-secret"
SERVICE = "MG00000000000000000000000000000001"
NUMBER = "+15550100200"
SECOND = "+15550100300"
CONTACTS = {NUMBER: "Northwind", SECOND: "Northwind wholesale"}  # how the phones know our numbers

MIA = "+15550111001"
TOM = "+447700900123"
MIA_USER, TOM_USER = "US.13491208655302741918", "GB.1502576394655843"

AGAIN, UNAPPROVED = "HX00000000000000000000000000000001", "HX00000000000000000000000000000002"
TEMPLATES = {
    AGAIN: Template("Hi {{1}}, we have an answer for you. Write to us to read it."),
    UNAPPROVED: Template("Hello {{1}}, our teas are {{2}} % off.", (("2", "10"),), approved=False),
}

DEFAULT: Json = {
    "phones": [
        {
            "number": MIA,
            "name": "Mia Chen",
            "city": "SPRINGFIELD",
            "state": "OR",
            "zip": "97477",
            "country": "US",
            "user_id": MIA_USER,
        },
        {"number": TOM, "name": "Tom Okafor", "country": "GB", "user_id": TOM_USER},
    ]
}


def seed(store: Store, source: Json) -> None:
    """Fill an empty store.

    Raises HumanError bad_seed when an entry does not fit.
    """
    try:
        for entry in source.get("phones") or DEFAULT["phones"]:
            phone = Phone(**{"country": country(entry["number"]), **entry})
            if not is_e164(phone.number):
                raise HumanError("bad_seed", f"{phone.number} is no telephone number like +15550111001.")
            store.phones[phone.number] = phone
    except (AttributeError, KeyError, TypeError) as problem:
        raise HumanError(
            "bad_seed", f"A seed entry does not fit: {problem}. Look at GET /_sim/twilio/seed for the shape."
        ) from problem
