"""What comes from a platform or a bot: mostly signed as it should be, with anything in it.

A vendor's signature says who sends, and nothing about the shape of what is sent.
"""

import json
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from hypothesis import strategies as st

from bridge.bots.signing import HEADER, sign
from tests.fuzz.asking import FRAMED
from tests.fuzz.floor import BOT_SECRET
from tests.fuzz.wire import Sent
from tests.fuzz.words import TEXTS, Json, encoded, jsons, lines, plain, twisted, written

if TYPE_CHECKING:
    from tests.fuzz.floor import Floor

_FORM = "application/x-www-form-urlencoded"


def slack_events(floor: "Floor") -> st.SearchStrategy[Sent]:
    """Give events, each new to the bridge."""
    templates = floor.bodies("/slack/events")
    bodies = st.one_of(twisted(templates).map(lambda one: written(_as_new(floor, one))), jsons(templates))
    return _signed(floor, "POST /slack/events", bodies, "application/json")


def slack_interactions(floor: "Floor") -> st.SearchStrategy[Sent]:
    """Give clicks, forms and searches."""
    templates = floor.bodies("/slack/interactivity")
    fields = jsons(templates).map(lambda one: urlencode({"payload": one}).encode())
    bodies = st.one_of(fields, fields, fields, fields, st.binary(max_size=40), TEXTS.map(encoded))
    return _signed(floor, "POST /slack/interactivity", bodies, _FORM)


def slack_commands(floor: "Floor") -> st.SearchStrategy[Sent]:
    """Give slash commands, all of the bridge's own words among them."""
    templates = floor.bodies("/slack/commands")
    typed = st.builds(lambda one, words: {**one, "text": words}, st.sampled_from(templates), _lines_typed())
    filled = st.one_of(twisted(templates), typed).map(_form)
    return _signed(floor, "POST /slack/commands", st.one_of(filled, filled, st.binary(max_size=40)), _FORM)


def teams_messages(floor: "Floor") -> st.SearchStrategy[Sent]:
    """Give activities, each new to the bridge."""
    templates = floor.bodies("/teams/messages")
    fresh = twisted(templates).map(lambda one: written(_as_new(floor, one)))
    return _signed(floor, "POST /teams/messages", st.one_of(fresh, jsons(templates)), "application/json")


def bot(floor: "Floor") -> st.SearchStrategy[Sent]:
    """Give answers of a bot's."""
    said = {"text": "Beep.", "choices": ["Tea", "Cups"]}
    answer: Json = {"id": "a1", "conversation": "c1", "messages": [said], "attributes": {"mood": "good"}}
    answer |= {"hand_over": {"queue": "sales", "priority": 3}}
    now = floor.world.clock.bridge.now
    right = jsons([answer]).map(lambda body: (body, sign(BOT_SECRET, body, now()).encode()))
    wrong = st.tuples(jsons([answer]), lines(sign(BOT_SECRET, b"{}", now())))
    names = st.one_of(st.just(b"beep"), TEXTS.map(encoded).map(plain))
    return st.builds(
        lambda name, pair: Sent(
            b"POST", b"/bots/%s/answers" % name, ((HEADER.encode(), pair[1]),), pair[0], "POST /bots/{bot}/answers"
        ),
        names,
        st.one_of(right, right, wrong),
    )


@st.composite
def _signed(draw: st.DrawFn, floor: "Floor", door: str, bodies: st.SearchStrategy[bytes], kind: str) -> Sent:
    body = draw(bodies)
    platform = floor.world.desk.platform
    signed = dict(platform.signed(body)) | {"Content-Type": kind}
    if draw(st.integers(0, 5)) == 0:
        name = draw(st.sampled_from(sorted(signed)))
        signed.pop(name)
        head = [(name.encode(), draw(lines(kind)))]
    else:
        head = []
    head += [(name.encode(), value.encode()) for name, value in signed.items()]
    head += [draw(st.sampled_from(FRAMED))] if draw(st.integers(0, 7)) == 0 else []
    return Sent(b"POST", door.partition(" ")[2].encode(), tuple(head), body, door)


def _lines_typed() -> st.SearchStrategy[str]:
    words = (
        "status",
        "ready",
        "help",
        "queues",
        "find",
        "chats",
        "ban",
        "unban",
        "newtext",
        "note",
        "end",
        "kb",
        "4711",
    )
    return st.lists(st.one_of(st.sampled_from(words), TEXTS), max_size=4).map(" ".join)


def _form(fields: object) -> bytes:
    if not isinstance(fields, dict):
        return written(fields)
    flat = {name: one if isinstance(one, str) else json.dumps(one) for name, one in fields.items()}
    return urlencode({encoded(name): encoded(one) for name, one in flat.items()}).encode()


def _as_new(floor: "Floor", body: Json) -> Json:
    """Give a body new names of its own, or the bridge would know that it had it."""
    floor.made += 1
    if "event_id" in body:
        body["event_id"] = f"Ev{floor.made}"
    event = body.get("event")
    if isinstance(event, dict) and event.get("type") == "message" and "subtype" not in event:
        event["ts"] = f"{1_750_100_000 + floor.made}.000100"
    if isinstance(body.get("id"), str) and isinstance(body.get("channelId"), str):
        body["id"] = f"{1_750_100_000_000 + floor.made}"
    return body
