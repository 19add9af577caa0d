"""What comes from Telegram: mostly with the secret, with anything in it; or from nobody."""

import json
from collections.abc import Mapping
from typing import Any, Final

from hypothesis import strategies as st

from adapters.telegram.edge import SECRET_HEADER
from playground.telegram.seed import MIA, SECRET, TOKEN, TOM
from tests.fuzz.asking import FRAMED, Door
from tests.fuzz.floor import Floor
from tests.fuzz.wire import Sent
from tests.fuzz.words import Json, jsons, lines, twisted, written

_WHO: Final = {"id": MIA, "is_bot": False, "first_name": "Mia", "last_name": "Chen", "language_code": "en"}
_NUMBER, _FIRST = 4_700_000_001, 4_800_000_001
_HERE: Final = {"from": _WHO, "chat": {"id": MIA, "type": "private"}, "date": 1_750_000_000}
_SAID: Final = {**_HERE, "message_id": _NUMBER}
_FILE: Final = {"file_id": "F-1", "file_size": 3, "file_name": "../a.pdf", "mime_type": "application/pdf"}
_LINK: Final = {"type": "text_link", "offset": 0, "length": 2, "url": "https://shop.example/"}
HAPPENS: Final[tuple[Json, ...]] = (
    {"message": {**_SAID, "text": "is it hot?", "entities": [_LINK], "reply_to_message": {"message_id": 1}}},
    {"message": {**_SAID, "text": "/start sales"}},
    {"message": {**_SAID, "photo": [{"file_id": "F-1", "width": 90, "height": 90}], "caption": "look"}},
    {"message": {**_SAID, "document": _FILE}},
    {"message": {**_SAID, "voice": {"file_id": "F-1", "duration": 2}}},
    {"message": {**_SAID, "sticker": {"file_id": "F-1", "emoji": "\u2764"}}},
    {"message": {**_SAID, "contact": {"phone_number": "+1", "first_name": "Noor", "user_id": TOM}}},
    {
        "message": {
            **_SAID,
            "venue": {"location": {"latitude": 1.5, "longitude": 2.5}, "title": "Shop", "address": "Lane"},
        }
    },
    {"message": {**_SAID, "pinned_message": {"message_id": 1}}},
    {"edited_message": {**_SAID, "text": "is it cold?", "edit_date": 1_750_000_001}},
    {"callback_query": {"id": "1", "from": _WHO, "message": _SAID, "chat_instance": "1", "data": "choice:m1:0"}},
    {
        "message_reaction": {
            **_HERE,
            "user": _WHO,
            "message_id": 1,
            "new_reaction": [{"type": "emoji", "emoji": "\u2764"}],
        }
    },
    {"my_chat_member": {**_HERE, "old_chat_member": {"status": "member"}, "new_chat_member": {"status": "kicked"}}},
    {"inline_query": {"id": "1", "from": _WHO, "query": "tea"}},
)
"""What people do on Telegram, one of each: https://core.telegram.org/bots/api#update."""


def section(playground: str) -> Mapping[str, Any]:
    """Give the channel's section."""
    api = {"api_url": f"{playground}/telegram", "sets_webhook": False}
    return {"queue": "support", "queues": ["sales"], "bot_token": TOKEN, "webhook_secret": SECRET, **api}


def _comes(floor: Floor) -> st.SearchStrategy[Sent]:
    """Bring what people do, each new to the bridge."""
    templates: list[Json] = [{"update_id": _FIRST, **dict(one)} for one in HAPPENS]
    fresh = twisted(templates).map(lambda one: written(_as_new(floor, one)))
    return _shown(st.one_of(fresh, fresh, fresh, jsons(templates)))


def _as_new(floor: Floor, value: Json) -> Json:
    """Give an update and its message numbers of their own, or the bridge would know that it had them."""
    floor.made += 1
    text = written(value).replace(b"%d" % _NUMBER, b"%d" % (_NUMBER + floor.made))
    found: Json = json.loads(text.replace(b"%d" % _FIRST, b"%d" % (_FIRST + floor.made)))
    return found


@st.composite
def _shown(draw: st.DrawFn, bodies: st.SearchStrategy[bytes]) -> Sent:
    body, door = draw(bodies), "POST /telegram/webhook"
    secret = SECRET.encode() if draw(st.integers(0, 5)) > 0 else draw(lines("a-guess"))
    head = [(b"Content-Type", b"application/json"), (SECRET_HEADER.encode(), secret)]
    head += [draw(st.sampled_from(FRAMED))] if draw(st.integers(0, 7)) == 0 else []
    return Sent(b"POST", door.partition(" ")[2].encode(), tuple(head), body, door)


DOORS: Final[Mapping[str, Door]] = {"POST /telegram/webhook": _comes}
