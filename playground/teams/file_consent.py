"""The file consent card: a person takes the bot's file, or not.

Rules: accepting gives the bot an upload address, declining only the context
(https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4#upload-files-to-personal-chat).
"""

from typing import TYPE_CHECKING

from playground.refusals import refuse
from playground.teams import invokes
from playground.teams.attachments import FILE_CONSENT
from playground.teams.file_attachments import extension, new_file, web_address
from playground.teams.model import Json, Message

if TYPE_CHECKING:
    from playground.teams.world import Teams


async def answer(teams: "Teams", user: str, message: Message, *, accept: bool) -> Json:
    """Say yes or no to an offered file."""
    card = next((one for one in message.attachments if one.get("contentType") == FILE_CONSENT), None)
    if card is None:
        refuse("no_file_card", "That message offers no file.")
    content = card["content"]
    context = content.get("acceptContext" if accept else "declineContext") or {}
    value: Json = {"type": "fileUpload", "action": "accept" if accept else "decline", "context": context}
    upload = {}
    if accept:
        file = new_file(teams, str(card["name"]), user, "onedrive")
        file.size, file.uploaded, file.conversation = int(content["sizeInBytes"]), False, message.conversation
        upload = {
            "contentUrl": web_address(teams, file),
            "name": file.name,
            "uploadUrl": f"{teams.base_url}/teams/onedrive/upload/{file.secret}",
            "uniqueId": file.id.upper(),
            "fileType": extension(file.name),
        }
        value["uploadInfo"] = upload
    place = teams.store.conversations[message.conversation]
    await invokes.ask(teams, user, place, "fileConsent/invoke", value, reply_to=message.id)
    return {"upload": upload.get("uniqueId")}
