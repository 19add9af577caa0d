"""The canned responses that an agent can use: the configuration's and those made at the desk."""

from collections.abc import Mapping

from sqlalchemy import Connection

from bridge.handlers.wants.asking import Asking
from bridge.store import attributes, canned
from core.features.canned import Offered, in_order, of_configuration, teams_at


def load(conn: Connection, asking: Asking) -> Offered:
    """Read them, in the order in which a list shows them."""
    profile, chat = asking.profile, asking.conversation
    if profile is None:
        return Offered()
    teams = (team.id for team in teams_at(profile, asking.directory))
    fixed = of_configuration(asking.directory.canned.values(), asking.directory, profile)
    texts = in_order((*fixed, *canned.of(conn, profile.id, teams)), chat.language if chat else "")
    return Offered(texts, _attributes(conn, asking))


def _attributes(conn: Connection, asking: Asking) -> Mapping[str, str]:
    """Give what a bot or a form has learnt of the chat, by name."""
    if asking.conversation is None:
        return {}
    return {one.name: ", ".join(one.values) for one in attributes.of(conn, asking.conversation.id)}
