"""The methods of the Bot API that are played, by name. Each gives its result or raises BotError."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from playground.telegram import checks
from playground.telegram.ask import Ask
from playground.telegram.errors import bad
from playground.telegram.model import File, Message, Person
from playground.telegram.seed import BOT
from playground.telegram.writing import message_of, suffix_of

if TYPE_CHECKING:
    from playground.telegram.world import Telegram

_DAY = 86_400.0
DELETED_WITHIN = 2 * _DAY  # https://core.telegram.org/bots/api#deletemessage
FETCHED_MAX = 20_000_000  # https://core.telegram.org/bots/api#getfile
FETCHED_WITHIN = 3_600.0  # "at least 1 hour", the same page
ANSWERED_WITHIN = 15 * 60.0  # unverified
SECRET_MAX = 256  # https://core.telegram.org/bots/api#setwebhook
_PORTS = frozenset({443, 80, 88, 8443})
_ACTIONS = frozenset(
    {
        *("typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice"),
        *("upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note"),
    }
)
Method = Callable[["Telegram", Ask], Any]


def get_me(_: "Telegram", __: Ask) -> Any:
    """https://core.telegram.org/bots/api#getme."""
    return BOT | {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}


def set_webhook(telegram: "Telegram", ask: Ask) -> Any:
    """https://core.telegram.org/bots/api#setwebhook."""
    settings, url, secret = telegram.settings, ask.text("url"), ask.text("secret_token")
    parts = urlsplit(url)
    if url and not settings.own_server:
        if parts.scheme != "https":
            raise bad("bad webhook: An HTTPS URL must be provided for webhook")
        if (parts.port or 443) not in _PORTS:
            raise bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    if len(secret) > SECRET_MAX:
        raise bad("secret token is too long")
    if not all(one.isascii() and (one.isalnum() or one in "_-") for one in secret):
        raise bad("secret token contains unallowed characters")
    wanted = ask.value("allowed_updates")
    if wanted is not None:
        settings.allowed_updates = [str(one) for one in wanted]
    settings.webhook_url, settings.secret_token = url, secret
    telegram.changes.ring()
    return True


def delete_webhook(telegram: "Telegram", _: Ask) -> Any:
    """https://core.telegram.org/bots/api#deletewebhook."""
    telegram.settings.webhook_url = telegram.settings.secret_token = ""
    return True


def get_webhook_info(telegram: "Telegram", _: Ask) -> Any:
    """https://core.telegram.org/bots/api#getwebhookinfo."""
    pending = telegram.webhooks.under_way
    info = {"url": telegram.settings.webhook_url, "has_custom_certificate": False, "pending_update_count": pending}
    return info | telegram.webhooks.last_error


def send_message(telegram: "Telegram", ask: Ask) -> Any:
    """https://core.telegram.org/bots/api#sendmessage."""
    to = checks.person(telegram, ask)
    text, entities = checks.words(ask)
    keyboard = checks.keyboard(ask)
    telegram.limits.check(to.id)
    return _add(telegram, to, Message(0, False, text, 0.0, entities, keyboard=keyboard))


def send_photo(telegram: "Telegram", ask: Ask) -> Any:
    """https://core.telegram.org/bots/api#sendphoto."""
    return _send_file(telegram, ask, "photo")


def send_document(telegram: "Telegram", ask: Ask) -> Any:
    """https://core.telegram.org/bots/api#senddocument."""
    return _send_file(telegram, ask, "document")


def _send_file(telegram: "Telegram", ask: Ask, kind: str) -> Any:
    to, given = checks.person(telegram, ask), checks.file(ask, kind)
    telegram.limits.check(to.id)
    file = telegram.keep(kind, given.name, given.mimetype, given.content)
    return _add(telegram, to, Message(0, False, ask.text("caption"), 0.0, file=file))


def _add(telegram: "Telegram", to: Person, message: Message) -> Any:
    message.number, message.at = next(telegram.store.numbers), telegram.clock.now()
    to.messages.append(message)
    to.doing = ""
    telegram.changes.ring()
    return message_of(telegram.store, to, message)


def send_chat_action(telegram: "Telegram", ask: Ask) -> Any:
    """https://core.telegram.org/bots/api#sendchataction."""
    to = checks.person(telegram, ask)
    if ask.text("action") not in _ACTIONS:
        raise bad("wrong parameter action in request")
    to.doing = ask.text("action")
    telegram.changes.ring()
    return True


def edit_message_text(telegram: "Telegram", ask: Ask) -> Any:
    """https://core.telegram.org/bots/api#editmessagetext."""
    to = checks.person(telegram, ask)
    text, entities = checks.words(ask)
    keyboard, old = checks.keyboard(ask), checks.own_message(to, ask, "edit")
    if old.mine:
        raise bad("message can't be edited")
    if old.file is not None:
        raise bad("there is no text in the message to edit")
    if (old.text, old.entities, old.keyboard) == (text, entities, keyboard):
        words = "specified new message content and reply markup are exactly the same as a current content and reply"
        raise bad(f"message is not modified: {words} markup of the message")
    old.text, old.entities, old.keyboard, old.edited = text, entities, keyboard, telegram.clock.now()
    telegram.changes.ring()
    return message_of(telegram.store, to, old)


def delete_message(telegram: "Telegram", ask: Ask) -> Any:
    """https://core.telegram.org/bots/api#deletemessage."""
    to = checks.person(telegram, ask)
    old = checks.own_message(to, ask, "delete")
    if telegram.clock.now() - old.at > DELETED_WITHIN:
        raise bad("message can't be deleted for everyone")
    to.messages.remove(old)
    telegram.changes.ring()
    return True


def set_message_reaction(telegram: "Telegram", ask: Ask) -> Any:
    """https://core.telegram.org/bots/api#setmessagereaction."""
    old = checks.own_message(checks.person(telegram, ask), ask, "react")
    given = ask.value("reaction") or []
    old.reactions = [str(one.get("emoji", "")) for one in given if isinstance(one, dict)][:1]
    telegram.changes.ring()
    return True


def answer_callback_query(telegram: "Telegram", ask: Ask) -> Any:
    """https://core.telegram.org/bots/api#answercallbackquery."""
    pressed = telegram.store.presses.pop(ask.text("callback_query_id"), None)
    if pressed is None or telegram.clock.now() - pressed > ANSWERED_WITHIN:
        raise bad("query is too old and response timeout expired or query ID is invalid")
    telegram.store.answered.append(ask.text("callback_query_id"))
    telegram.changes.ring()
    return True


def get_file(telegram: "Telegram", ask: Ask) -> Any:
    """https://core.telegram.org/bots/api#getfile."""
    found: File | None = telegram.store.files.get(ask.text("file_id"))
    if found is None:
        raise bad("wrong file_id or the file is temporarily unavailable")
    if found.size > FETCHED_MAX:
        raise bad("file is too big")
    path = f"{found.kind}s/file_{found.id.rpartition('-')[2]}{suffix_of(found)}"
    telegram.store.paths[path] = found, telegram.clock.now() + FETCHED_WITHIN
    return {"file_id": found.id, "file_unique_id": f"u{found.id}", "file_size": found.size, "file_path": path}


METHODS: dict[str, Method] = {
    "getMe": get_me,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    "sendMessage": send_message,
    "sendPhoto": send_photo,
    "sendDocument": send_document,
    "sendChatAction": send_chat_action,
    "editMessageText": edit_message_text,
    "deleteMessage": delete_message,
    "setMessageReaction": set_message_reaction,
    "answerCallbackQuery": answer_callback_query,
    "getFile": get_file,
}
BY_ANY_CASE = {name.lower(): name for name in METHODS}  # "All methods in the Bot API are case-insensitive."
