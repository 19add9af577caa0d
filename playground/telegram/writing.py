"""People, messages and files as the Bot API writes them.

https://core.telegram.org/bots/api#available-types
"""

from pathlib import PurePath

from playground.telegram.model import File, Json, Message, Person, Store
from playground.telegram.seed import BOT

_SIZE = {"width": 90, "height": 90}
_SIZED = frozenset({"photo", "video", "animation"})
_NAMED = frozenset({"document", "video", "animation", "audio"})
_SUFFIXES = {"photo": ".jpg", "voice": ".oga", "video": ".mp4", "video_note": ".mp4", "animation": ".mp4"}


def user_of(person: Person) -> Json:
    """Write who somebody is."""
    said: Json = {"id": person.id, "is_bot": False, "first_name": person.first_name}
    for name in ("last_name", "username", "language_code"):
        said |= {name: value} if (value := getattr(person, name)) else {}
    return said


def chat_of(person: Person) -> Json:
    """Write the private chat with somebody."""
    names = {name: value for name, value in user_of(person).items() if name not in ("is_bot", "language_code")}
    return {**names, "type": "private"}


def message_of(store: Store, person: Person, message: Message, *, with_reply: bool = True) -> Json:
    """Write a message."""
    said: Json = {
        "message_id": message.number,
        "from": user_of(person) if message.mine else BOT,
        "chat": chat_of(person),
        "date": int(message.at),
        **message.content,
    }
    words, marks = ("caption", "caption_entities") if message.file else ("text", "entities")
    said |= {words: message.text} if message.text else {}
    said |= {marks: message.entities} if message.entities else {}
    said |= file_of(message.file) if message.file else {}
    said |= {"reply_markup": {"inline_keyboard": message.keyboard}} if message.keyboard else {}
    said |= {"edit_date": int(message.edited)} if message.edited is not None else {}
    replied = next((one for one in person.messages if one.number == message.reply_to), None)
    if with_reply and replied is not None:
        said["reply_to_message"] = message_of(store, person, replied, with_reply=False)
    return said


def file_of(file: File) -> Json:
    """Write a file in its place; a picture has several sizes and no name, an animation stands there twice."""
    said: Json = {"file_id": file.id, "file_unique_id": f"u{file.id}", "file_size": file.size}
    if file.kind == "photo":
        small = said | {"file_id": f"{file.id}s", "width": 9, "height": 9, "file_size": 1}
        return {"photo": [small, said | _SIZE]}
    said |= _SIZE if file.kind in _SIZED else {}
    said |= {"file_name": file.name} if file.kind in _NAMED and file.name else {}
    said |= {"mime_type": file.mimetype} if file.mimetype and file.kind != "video_note" else {}
    return {file.kind: said} | ({"document": said} if file.kind == "animation" else {})


def suffix_of(file: File) -> str:
    """Give what a file's path ends with."""
    return PurePath(file.name).suffix or _SUFFIXES.get(file.kind, "")
