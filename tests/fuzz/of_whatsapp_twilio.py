"""What comes from WhatsApp by Twilio: mostly signed as it should be, with anything in it; or signed by nobody."""

from collections.abc import Mapping
from typing import Any, Final

from hypothesis import strategies as st

from tests.adapters.twilio.at_twilio import ACCOUNT, MIA, NOOR, OURS, TOKEN, a_message, a_report
from tests.fuzz.asking import Door
from tests.fuzz.floor import Floor
from tests.fuzz.texting import bodies, signed
from tests.fuzz.wire import Sent
from tests.fuzz.words import Json

_PICTURE: Final = {
    "NumMedia": "1",
    "MediaUrl0": f"https://api.twilio.com/2010-04-01/Accounts/{ACCOUNT}/Messages/MM1/Media/picture",
    "MediaContentType0": "image/png",
}
_MIA: Final = {"From": f"whatsapp:{MIA}", "To": f"whatsapp:{OURS}", "ProfileName": "Mia Chen", "MessageType": "text"}
_HIDDEN: Final = {"From": "whatsapp:US.13491208655302741918", "ExternalUserId": "whatsapp:US.13491208655302741918"}
_COMES: Final[tuple[Json, ...]] = (
    dict(a_message("and the tin?", **_MIA, ExternalUserId="whatsapp:US.13491208655302741918", WaId=MIA[1:])),
    dict(a_message("", **_MIA, **_PICTURE)),
    dict(a_message("me", **(_MIA | _HIDDEN))),
    dict(a_message("", **_MIA, Latitude="1.5", Longitude="2.5", Label="Shop", Address="1 Mill Lane")),
    dict(a_message("Green", **_MIA, ButtonText="Green", ButtonPayload="tea", OriginalRepliedMessageSid="SM7")),
    dict(a_message("Green", **_MIA, ButtonText="Green", ButtonPayload="choice:m1:0")),
    dict(a_message("Black", **_MIA, ListTitle="Black", ListId="choice:m1:1", OriginalRepliedMessageSid="SM7")),
    dict(a_message("STOP", **_MIA, OptOutType="STOP")),
    dict(a_message("a text message", From=NOOR)),
)
_BECOMES: Final[tuple[Json, ...]] = (
    dict(a_report(f"SM{1:032x}", "read", EventType="READ", ChannelPrefix="whatsapp")),
    dict(a_report(f"SM{1:032x}", "failed", ErrorCode="63016")),
)


def section(playground: str) -> Mapping[str, Any]:
    """Give the channel's section."""
    account = {"account_sid": ACCOUNT, "auth_token": TOKEN, "api_url": f"{playground}/twilio"}
    return {"queue": "support", "queues": ["sales"], **account, "senders": [{"id": OURS}]}


def _incoming(floor: Floor) -> st.SearchStrategy[Sent]:
    """Bring messages, each new to the bridge."""
    return signed(floor, "POST /whatsapp_twilio/incoming", bodies(floor, list(_COMES)), st.just(b""))


def _status(floor: Floor) -> st.SearchStrategy[Sent]:
    """Bring reports on what became of a message of ours."""
    tails = st.sampled_from((b"?chat=c1&key=k1&of=1", b"?chat=&key=k1", b"", b"?chat=%FF&key=%00&of=x"))
    return signed(floor, "POST /whatsapp_twilio/status", bodies(floor, list(_BECOMES)), tails)


DOORS: Final[Mapping[str, Door]] = {
    "POST /whatsapp_twilio/incoming": _incoming,
    "POST /whatsapp_twilio/status": _status,
}
