"""What Telegram looks at before it takes something: whom it goes to, words and their marks, buttons, files.

Sentences as in https://github.com/tdlib/telegram-bot-api/blob/master/telegram-bot-api/Client.cpp and in TDLib.
"""

from typing import TYPE_CHECKING, Any

from playground.telegram.ask import Ask, Upload
from playground.telegram.errors import BotError, bad
from playground.telegram.model import Json, Message, Person

if TYPE_CHECKING:
    from playground.telegram.world import Telegram

TEXT_MAX = 4096  # https://core.telegram.org/bots/api#sendmessage
DATA_MAX = 64  # https://core.telegram.org/bots/api#inlinekeyboardbutton
PHOTO_MAX, DOCUMENT_MAX = 10_000_000, 50_000_000  # https://core.telegram.org/bots/api#sending-files
_SIDES_MAX, _RATIO_MAX = 10_000, 20  # https://core.telegram.org/bots/api#sendphoto
_PNG = b"\x89PNG\r\n\x1a\n"
_MARKS = frozenset(
    {
        *("mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bold", "italic"),
        *("underline", "strikethrough", "spoiler", "blockquote", "expandable_blockquote", "code", "pre"),
        *("text_link", "text_mention", "custom_emoji"),
    }
)


def person(telegram: "Telegram", ask: Ask) -> Person:
    """Find whom something goes to.

    Raises BotError.
    """
    if not ask.text("chat_id"):
        raise bad("chat_id is empty")
    found = telegram.store.people.get(ask.number("chat_id"))
    if found is None or not found.met:
        raise bad("chat not found")
    if found.deactivated:
        raise BotError(403, "user is deactivated")
    if found.blocked:
        raise BotError(403, "bot was blocked by the user")
    return found


def words(ask: Ask) -> tuple[str, list[Json]]:
    """Read a text and its marks.

    Raises BotError.
    """
    text = ask.text("text")
    if ask.text("parse_mode"):
        raise bad("unsupported parse_mode")  # not played: see coverage
    if not text.strip():
        raise bad("message text is empty")
    if units(text) > TEXT_MAX:
        raise bad("message is too long")
    given = ask.value("entities") or []
    if not isinstance(given, list):
        raise bad("can't parse entities JSON object")
    return text, [_mark(one, text) for one in given]


def _mark(one: Any, text: str) -> Json:
    if not isinstance(one, dict) or one.get("type") not in _MARKS:
        raise bad("can't parse MessageEntity: Unsupported type specified")
    offset, length = one.get("offset"), one.get("length")
    if not isinstance(offset, int) or not isinstance(length, int) or offset < 0 or length <= 0:
        raise bad('can\'t parse MessageEntity: Field "offset" or "length" is wrong')
    if offset + length > units(text):
        raise bad(f"entity beginning at UTF-16 offset {offset} ends after the end of the text")
    if one["type"] == "text_link" and not str(one.get("url", "")).startswith(
        ("http://", "https://", "tg://", "mailto:")
    ):
        raise bad('can\'t parse MessageEntity: Field "url" is wrong')
    return dict(one)


def keyboard(ask: Ask) -> list[list[Json]]:
    """Read the buttons below a message.

    Raises BotError.
    """
    given = ask.value("reply_markup")
    if given is None:
        return []
    rows = given.get("inline_keyboard") if isinstance(given, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad("object expected as reply markup")  # other keyboards are not played: see coverage
    return [[_button(one) for one in row] for row in rows]


def _button(one: Any) -> Json:
    if not isinstance(one, dict) or not str(one.get("text", "")).strip():
        raise bad('can\'t parse inline keyboard button: Field "text" must be of type String')
    does = [name for name in ("callback_data", "url") if one.get(name)]
    if len(does) != 1:
        raise bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(str(one.get("callback_data", "")).encode()) > DATA_MAX:
        raise bad("BUTTON_DATA_INVALID")
    return dict(one)


def own_message(person: Person, ask: Ask, what: str) -> Message:
    """Find a message that is to be changed.

    Raises BotError.
    """
    if not ask.number("message_id"):
        raise bad("message identifier is not specified")
    found = next((one for one in person.messages if one.number == ask.number("message_id")), None)
    if found is None:
        raise bad(f"message to {what} not found")
    return found


def file(ask: Ask, kind: str) -> Upload:
    """Take the file of a request.

    Raises BotError.
    """
    found = ask.files.get(kind)
    if found is None:
        raise bad(f"there is no {kind} in the request")
    if len(found.content) > (PHOTO_MAX if kind == "photo" else DOCUMENT_MAX):
        raise BotError(413, "Request Entity Too Large")  # of a photo unverified
    if not found.content:
        raise bad("file must be non-empty")
    if kind == "photo" and found.content.startswith(_PNG):
        wide, high = (int.from_bytes(found.content[at : at + 4], "big") for at in (16, 20))
        if not wide or not high or wide + high > _SIDES_MAX or max(wide, high) > _RATIO_MAX * min(wide, high):
            raise bad("PHOTO_INVALID_DIMENSIONS")
    return found


def units(text: str) -> int:
    """Count UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
