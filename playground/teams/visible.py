"""The tenant as one person sees it, for the page and for tests.

Rules: a team only for its members, a chat with the bot only for its person, a targeted message only for whom it is; a
card as this person has it; never a token or an address that works without one.
"""

from typing import TYPE_CHECKING

from playground.refusals import refuse
from playground.teams import dialogs
from playground.teams.activities import stamps
from playground.teams.file_attachments import extension, image_address
from playground.teams.ids import root_of
from playground.teams.message_payload import link
from playground.teams.model import ADAPTIVE, BOT, Channel, Conversation, File, Json, Message, Team
from playground.teams.reachable import has_app
from playground.teams.seed import BOT_ID
from playground.teams.targeted import is_seen_by

if TYPE_CHECKING:
    from playground.teams.world import Teams


def state(teams: "Teams", user: str) -> Json:
    """Write everything that `user` can see.

    Raises HumanError user_not_found.
    """
    store = teams.store
    if user not in store.people:
        refuse("user_not_found", f"There is nobody called {user!r}.")
    dialog = store.dialogs.get(user)
    return {
        "tenant": teams.settings.tenant,
        "me": user,
        "people": [_person(teams, one) for one in store.people],
        "bot": {"id": BOT_ID, "name": teams.manifest.name, "short": BOT},
        "app": _app(teams, user),
        "teams": [_team(teams, one, user) for one in store.teams.values() if user in one.members],
        "personal": _personal(teams, user),
        "dialog": dialogs.written(dialog) if dialog else None,
        "toasts": list(store.toasts.get(user, [])),
    }


def may_see_file(teams: "Teams", file: File, user: str) -> bool:
    """Tell whether a person may open a file: theirs, or in a conversation of theirs."""
    place = teams.store.conversations.get(file.conversation)
    if file.owner == user or place is None:
        return file.owner == user
    return place.user == user or any(one.user == user for one in teams.store.members(place.id))


def _app(teams: "Teams", user: str) -> Json:
    person, manifest = teams.store.people[user], teams.manifest
    return {
        "name": manifest.name,
        "installed": person.installed,
        "reachable": has_app(teams, person),
        "blocked": person.blocked,
        "commands": list(manifest.commands),
        "extensions": [one for one in manifest.extensions if "message" in one.get("context", [])],
        "reads_all": teams.settings.reads_all,
        "supports_files": manifest.supports_files,
    }


def _person(teams: "Teams", user: str) -> Json:
    person = teams.store.people[user]
    keys = ("user", "name", "aad", "email", "is_guest", "availability", "activity")
    return {key: getattr(person, key) for key in keys} | {"id": person.member}


def _team(teams: "Teams", team: Team, user: str) -> Json:
    channels = [one for one in teams.store.channels.values() if one.team == team.id and not one.deleted]
    return {
        "id": team.id,
        "name": team.name,
        "group": team.group,
        "archived": team.archived,
        "installed": team.installed,
        "owner": team.owner,
        "members": list(team.members),
        "channels": [_channel(teams, one, user) for one in channels],
    }


def _channel(teams: "Teams", channel: Channel, user: str) -> Json:
    chains = [_place(teams, teams.store.conversations[one], user) for one in channel.chains]
    shown = [one for one in chains if one["messages"]]
    return {
        "id": channel.id,
        "name": channel.name,
        "unread": sum(one["unread"] for one in shown),
        "mentions": sum(one["mentions"] for one in shown),
        "chains": shown,
    }


def _personal(teams: "Teams", user: str) -> Json | None:
    place = teams.store.personal(user)
    return _place(teams, place, user) if place else None


def _place(teams: "Teams", place: Conversation, user: str) -> Json:
    seen = teams.store.read.get((user, place.id), "0") or "0"
    rows = [one for one in place.messages.values() if is_seen_by(teams, one, user)]
    unread = [one for one in rows if int(one.id) > int(seen) and one.sender != user and not one.deleted]
    return {
        "conversation": place.id,
        "root": root_of(place.id),
        "messages": [_message(teams, one, user) for one in rows],
        "unread": len(unread),
        "mentions": len(unread) if place.is_personal else sum(_mentions(teams, one, user) for one in unread),
        "typing": place.id in teams.store.typing,
    }


def _message(teams: "Teams", said: Message, user: str) -> Json:
    deleted = said.deleted
    return {
        "id": said.id,
        "conversation": said.conversation,
        "sender": said.sender,
        "at": stamps(said.at)["timestamp"],
        "edited": stamps(said.edited)["timestamp"] if said.edited else None,
        "deleted": deleted,
        "text": "" if deleted else said.text,
        "text_format": said.text_format,
        "html": "" if deleted else _pictured(teams, said, user),
        "summary": said.summary,
        "attachments": [] if deleted else _attachments(said, user),
        "entities": [] if deleted else said.entities,
        "files": [] if deleted else [_file(teams.store.files[id], user) for id in said.files],
        "reactions": [{"type": kind, "users": list(users)} for kind, users in said.reactions.items() if users],
        "mentions_me": _mentions(teams, said, user),
        "only_for_me": said.only_for == user,
        "link": link(teams, said),
    }


def _attachments(said: Message, user: str) -> list[Json]:
    """Write what is attached, the first card as this person has it."""
    own = said.views.get(user)
    out = []
    for one in said.attachments:
        if own is not None and one.get("contentType") == ADAPTIVE:
            out.append(one | {"content": own})
            own = None
        else:
            out.append(one)
    return out


def _mentions(teams: "Teams", said: Message, user: str) -> bool:
    person = teams.store.people[user]
    entities = [one for one in said.entities if one.get("type") == "mention"]
    # An entity whose words are not in the text mentions nobody (unverified).
    entities = [one for one in entities if str(one.get("text", "")) in said.text]
    for card in said.cards:
        entities += (card.get("msteams") or {}).get("entities") or []
    return any((one.get("mentioned") or {}).get("id") in {person.member, person.aad} for one in entities)


def _file(file: File, user: str) -> Json:
    kind = {"mimetype": file.mimetype, "file_type": extension(file.name), "inline": file.place == "inline"}
    return {"id": file.id, "name": file.name, "size": file.size, **kind, "url": _page_address(file, user)}


def _page_address(file: File, user: str) -> str:
    return f"/_sim/teams/file/{file.id}?user={user}"


def _pictured(teams: "Teams", said: Message, user: str) -> str:
    """Point pictures to where the page may fetch them: it has no token of the bot's."""
    html = said.html
    for id in said.files:
        file = teams.store.files[id]
        html = html.replace(image_address(teams, file), _page_address(file, user))
    return html
