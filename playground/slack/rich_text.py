"""What Slack's message box makes of what a person types.

Rules: `&`, `<` and `>` are escaped once; @names, #channels and web addresses become tokens; a `rich_text` block
carries the same words (https://docs.slack.dev/reference/block-kit/blocks/rich-text-block). It deliberately knows
bold, italic, strike, code, mentions, links and :emoji: only: no lists, quotes or code fences.
"""

import re
import secrets
from collections.abc import Iterator

from playground.slack.emoji import named
from playground.slack.model import Json
from playground.slack.store import Store

_MENTION = re.compile(r"(?<![\w<])@([\w.-]+)")
_CHANNEL = re.compile(r"(?<![\w<&])#([\w-]+)")
_URL = re.compile(r"(?<![<|\w])https?://(?:(?!&[lg]t;)[^\s<>|])+(?<![.,:!?);])")
_KNOWN_TOKEN = re.compile(r"<(?:@U\w+|#C\w+(?:\|[^>]*)?|!(?:here|channel|everyone))>")
_ANY_TOKEN = re.compile(r"<(?:[@#!]|https?://|mailto:|tel:)[^<>\n]*>")
_LOOSE_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt);)")
_PIECE = re.compile(
    r"<@(?P<user>\w+)>|<#(?P<channel>\w+)[^>]*>|<!(?P<range>\w+)>|<(?P<url>https?://[^>|]+)>|:(?P<emoji>[a-z0-9_+-]+):"
    r"|\*(?P<bold>[^*\n]+)\*|(?<!\w)_(?P<italic>[^_\n]+)_(?!\w)|~(?P<strike>[^~\n]+)~|`(?P<code>[^`\n]+)`"
)


def as_typed(store: Store, typed: str) -> str:
    """Turn what a person typed into message text."""
    out, at = [], 0
    for token in _KNOWN_TOKEN.finditer(typed):  # a mention that the client has already completed
        out += [_escaped(store, typed[at : token.start()]), token.group()]
        at = token.end()
    return "".join([*out, _escaped(store, typed[at:])])


def rich_text(text: str) -> list[Json]:
    """Make the block that a client adds to a typed message."""
    section = {"type": "rich_text_section", "elements": list(_elements(text))}
    return [{"type": "rich_text", "block_id": secrets.token_hex(3), "elements": [section]}] if text else []


def as_stored(text: str) -> str:
    """Turn an app's text into what Slack keeps: loose `&<>` escaped, pictures named, addresses linked."""
    out, at = [], 0
    for token in _ANY_TOKEN.finditer(text):
        out += [_loose(text[at : token.start()]), token.group()]
        at = token.end()
    return "".join([*out, _loose(text[at:])])


def _loose(text: str) -> str:
    text = _LOOSE_AMPERSAND.sub("&amp;", named(text)).replace("<", "&lt;").replace(">", "&gt;")
    return _URL.sub(lambda m: f"<{m.group()}>", text)


def unescaped(text: str) -> str:
    """Undo the three escapes."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _escaped(store: Store, typed: str) -> str:
    text = named(typed).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = _URL.sub(lambda m: f"<{m.group()}>", text)
    text = _MENTION.sub(lambda m: _mention(store, m), text)
    return _CHANNEL.sub(lambda m: _channel(store, m), text)


def _mention(store: Store, found: re.Match[str]) -> str:
    name = found.group(1).lower()
    if name in {"here", "channel", "everyone"}:
        return f"<!{name}>"
    user = next((u for u in store.users.values() if name in {u.name.lower(), u.real_name.lower()}), None)
    return f"<@{user.id}>" if user else found.group()


def _channel(store: Store, found: re.Match[str]) -> str:
    name = found.group(1).lower()
    channel = next((c for c in store.channels.values() if not c.is_im and c.name == name), None)
    return f"<#{channel.id}|{channel.name}>" if channel else found.group()


def _elements(text: str) -> Iterator[Json]:
    at = 0
    for piece in _PIECE.finditer(text):
        if piece.start() > at:
            yield {"type": "text", "text": unescaped(text[at : piece.start()])}
        yield _element(piece)
        at = piece.end()
    if at < len(text):
        yield {"type": "text", "text": unescaped(text[at:])}


def _element(piece: re.Match[str]) -> Json:
    kind, value = str(piece.lastgroup), piece.group(str(piece.lastgroup))
    tokens: dict[str, Json] = {
        "user": {"type": "user", "user_id": value},
        "channel": {"type": "channel", "channel_id": value},
        "range": {"type": "broadcast", "range": value},
        "url": {"type": "link", "url": unescaped(value)},
        "emoji": {"type": "emoji", "name": value},
    }
    return tokens.get(kind) or {"type": "text", "text": unescaped(value), "style": {kind: True}}
