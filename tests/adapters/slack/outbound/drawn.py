"""Views with anything in them, and whether Slack takes them."""

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from core.ids import ConversationId
from core.views import Button, Card, Fact, FieldKind, FormField, Home, HomeChat, HomeSection, Tone
from playground.slack import blocks as block_rules
from playground.slack.schema import Check
from tests.adapters.slack.outbound.desks import NOW

Json = dict[str, Any]

CHAT = ConversationId("01JXCONVERSATION000000001")
NASTY = st.one_of(
    st.text(), st.sampled_from(["<!channel>", "<@U0ADA|x>", "a *b* c", "x" * 5_000, "😀" * 900, "> q", ""])
)
LABEL = st.text(max_size=120)
BUTTONS = st.builds(
    Button,
    LABEL,
    st.sampled_from(["accept", "end", "invite"]),
    st.sampled_from([None, CHAT]),
    st.dictionaries(st.sampled_from(["which", "to"]), st.text(max_size=40), max_size=2),
    st.sampled_from(["plain", "primary", "danger"]),
    st.booleans(),
    st.one_of(st.none(), NASTY),
)
MOMENTS = st.one_of(st.none(), st.just(NOW), st.just(NOW + timedelta(seconds=30)))
TONES = st.sampled_from(Tone)
CARDS = st.builds(
    Card,
    title=NASTY,
    summary=NASTY,
    tone=TONES,
    status=NASTY,
    facts=st.lists(st.builds(Fact, NASTY, NASTY, MOMENTS), max_size=14).map(tuple),
    quote=NASTY,
    buttons=st.lists(BUTTONS, max_size=30).map(tuple),
    more=st.lists(BUTTONS, max_size=9).map(tuple),
    footnote=NASTY,
)
LINES = st.builds(
    HomeChat, NASTY, NASTY, MOMENTS, st.integers(0, 99), st.none(), TONES, st.lists(BUTTONS, max_size=3).map(tuple)
)
HOMES = st.builds(
    Home,
    NASTY,
    NASTY,
    TONES,
    st.lists(BUTTONS, max_size=4).map(tuple),
    st.lists(st.builds(HomeSection, NASTY, st.lists(LINES, max_size=70).map(tuple), NASTY), max_size=5).map(tuple),
)
FIELDS = st.builds(
    FormField,
    st.sampled_from(["text", "to"]),
    NASTY,
    NASTY,
    st.booleans(),
    st.sampled_from(FieldKind),
    st.lists(st.tuples(st.text(max_size=200), NASTY), max_size=150, unique_by=lambda one: one[0]).map(tuple),
    NASTY,
)


def is_taken(blocks: list[Json], check: Check = block_rules.IN_VIEW) -> bool:
    problems: list[str] = []
    check(blocks, "/blocks", problems)
    problems += block_rules.duplicates(blocks, "/blocks")
    assert problems == []
    return True


def mrkdwn_of(value: object) -> list[str]:
    if isinstance(value, list):
        return [text for one in value for text in mrkdwn_of(one)]
    if isinstance(value, dict):
        if value.get("type") == "mrkdwn":
            assert value["verbatim"] is True
            return [value["text"]]
        return [text for one in value.values() for text in mrkdwn_of(one)]
    return []


def is_harmless(value: object) -> bool:
    """No mention, no command, no foreign link: only our own dates may stand in angle brackets."""
    tokens = [token for text in mrkdwn_of(value) for token in text.split("<")[1:]]
    return all(token.startswith("!date^") for token in tokens)
