"""The app, the Page, the numbers and the people that the playground starts with.

Rules: our numbers and Mia's are of the range that is kept for fiction, Tom's of the one that Ofcom keeps for drama;
ids of nodes are numbers that no real one has. Noa has a username: businesses never see her number
(https://developers.facebook.com/documentation/business-messaging/whatsapp/business-scoped-user-ids).
"""

from playground.meta.model import Json
from playground.refusals import HumanError

APP_ID = "100000000000001"
APP_SECRET = "playground-meta-app-secret"
VERIFY_TOKEN = "playground-verify-token"

PAGE = "100000000000002"
PAGE_NAME = "Northwind"
PAGE_TOKEN = "EAAplaygroundpage"
MIA_PSID = "5000000000000001"
TOM_PSID = "5000000000000002"

WABA = "100000000000003"
WA_TOKEN = "EAAplaygroundwhatsapp"
PHONE_ID, PHONE_NUMBER = "100000000000004", "15550100400"
SECOND_ID, SECOND_NUMBER = "100000000000005", "15550100500"
MIA_WA, MIA_USER = "15550111001", "US.13491208655302741918"
TOM_WA, TOM_USER = "447700900123", "GB.20482110394857261123"
NOA_USER, NOA_NUMBER = "IL.77120039485726112394", "972550000123"

OTHER_APP = "263902037430900"  # Meta's own inbox (reported: https://developers.facebook.com/docs/messenger-platform/handover-protocol)

DEFAULT: Json = {
    "messenger": [
        {"psid": MIA_PSID, "first_name": "Mia", "last_name": "Chen"},
        {"psid": TOM_PSID, "first_name": "Tom", "last_name": "Okafor"},
    ],
    "whatsapp": [
        {"number": MIA_WA, "user_id": MIA_USER, "name": "Mia Chen"},
        {"number": TOM_WA, "user_id": TOM_USER, "name": "Tom Okafor"},
        {"number": NOA_NUMBER, "user_id": NOA_USER, "name": "Noa Green", "username": "noa.green"},
    ],
}


def entries(source: Json, product: str) -> list[Json]:
    """List a product's people of a seed.

    Raises HumanError bad_seed.
    """
    found = source.get(product) or DEFAULT[product]
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise HumanError("bad_seed", f"{product} is a list of people. Look at GET /_sim/meta/seed for the shape.")
    return found


def bad_seed(problem: Exception) -> HumanError:
    """Refuse an entry."""
    return HumanError("bad_seed", f"A seed entry does not fit: {problem}. Look at GET /_sim/meta/seed for the shape.")
