"""How people's files reach the bot.

Rules: in a chat with the bot as a download address that needs no token; a picture pasted among words stands behind the
bot's token; in a channel a file is SharePoint's, and the message only names it
(https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4; that the name comes as an attachment of
contentType `reference`, as in Graph, is unverified: `settings.channel_files`).
"""

import base64
import binascii
from collections.abc import Sequence
from html import escape
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import quote

from playground.refusals import refuse
from playground.teams.model import Conversation, File, Json, Message

if TYPE_CHECKING:
    from playground.teams.world import Teams

DOWNLOAD = "application/vnd.microsoft.teams.file.download.info"


def written(teams: "Teams", said: Message) -> list[Json]:
    """Write a message's files as attachments."""
    return [one for id in said.files for one in _written(teams, teams.store.files[id])]


def attach(teams: "Teams", said: Message, place: Conversation, given: Sequence[Json]) -> None:
    """Put files into a message.

    Raises HumanError bad_file.
    """
    for one in given:
        content, kind = decoded(one), str(one.get("mimetype") or "application/octet-stream")
        where = "inline" if one.get("inline") else "onedrive" if place.is_personal else "sharepoint"
        if where == "inline" and not kind.startswith("image/"):
            refuse("bad_file", "Only pictures stand among the words.")
        file = new_file(teams, str(one.get("name") or "file"), said.sender, where)
        file.content, file.size, file.mimetype = content, len(content), kind
        file.conversation = place.id
        said.files.append(file.id)
        said.html += _tag(teams, file)


def new_file(teams: "Teams", name: str, owner: str, place: str) -> File:
    """Make an empty file of somebody's."""
    ids = teams.store.ids
    file = File(ids.unique(), name, "application/octet-stream", owner, place=place, secret=ids.secret())
    folder = "sites/Northwind/Shared Documents" if place == "sharepoint" else f"personal/{owner}/Documents/Apps"
    file.path = f"{folder}/{file.id}/{name}"
    teams.store.files[file.id] = file
    return file


def decoded(given: Json) -> bytes:
    """Read a file's content.

    Raises HumanError bad_file.
    """
    try:
        return base64.b64decode(str(given.get("base64", "")), validate=True)
    except (binascii.Error, ValueError):
        refuse("bad_file", f"The content of {given.get('name')!r} is not base64.")


def web_address(teams: "Teams", file: File) -> str:
    """Tell where people open the file; programs are turned away there."""
    return f"{teams.base_url}/teams/sharepoint/{quote(file.path)}"


def extension(name: str) -> str:
    """Tell the kind of a file by its name: its `fileType`."""
    return PurePosixPath(name).suffix.removeprefix(".").lower()


def image_address(teams: "Teams", file: File) -> str:
    """Tell where the bot fetches a picture, with its token."""
    return f"{teams.service_url}v3/attachments/{file.id}/views/original"


def _written(teams: "Teams", file: File) -> list[Json]:
    if file.place == "inline":
        return [{"contentType": "image/*", "contentUrl": image_address(teams, file)}]
    if file.place == "sharepoint":
        if teams.settings.channel_files == "hidden":
            return []
        return [{"contentType": "reference", "contentUrl": web_address(teams, file), "name": file.name}]
    content = {
        "downloadUrl": f"{teams.base_url}/teams/onedrive/download/{file.secret}",
        "uniqueId": file.id.upper(),
        "fileType": extension(file.name),
    }
    name = {"name": file.name, "contentUrl": web_address(teams, file)}
    return [{"contentType": DOWNLOAD, "content": content, **name}]


def _tag(teams: "Teams", file: File) -> str:
    if file.place == "inline":
        return f'<p><img alt="{escape(file.name)}" src="{escape(image_address(teams, file))}" itemid="{file.id}"></p>'
    return f'<attachment id="{file.id}"></attachment>' if file.place == "sharepoint" else ""
