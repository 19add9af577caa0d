"""What Slack's message box makes of what a person types.

Rules: `&`, `<` and `>` are escaped once; @names, #channels and web addresses become tokens; a `rich_text` block
carries the same words (https://docs.slack.dev/reference/block-kit/blocks/rich-text-block), a fence of three
backticks as `rich_text_preformatted`. Within code only addresses and mentions that the client completed are more than
words (unverified). It deliberately knows bold, italic, strike, code, mentions, links and :emoji: besides: no lists
or quotes.
"""

import re
import secrets
from collections.abc import Callable, Iterator

from playground.slack.emoji import named
from playground.slack.model import Json
from playground.slack.store import Store

_MENTION = re.compile(r"(?<![\w<])@([\w.-]+)")
_CHANNEL = re.compile(r"(?<![\w<&])#([\w-]+)")
_URL = re.compile(r"(?<![<|\w])https?://(?:(?!&[lg]t;)[^\s<>|`])+(?<![.,:!?);])")
_KNOWN_TOKEN = re.compile(r"<(?:@U\w+|#C\w+(?:\|[^>]*)?|!(?:here|channel|everyone))>")
_ANY_TOKEN = re.compile(r"<(?:[@#!]|https?://|mailto:|tel:)[^<>\n]*>")
_LOOSE_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt);)")
_FENCE = re.compile(r"\n?```\n?(?=[^`])(?P<fenced>.+?)\n?```\n?", re.DOTALL)
_CODE = re.compile(r"```(?=[^`]).+?```|`[^`\n]+`", re.DOTALL)
_TOKENS = r"<@(?P<user>\w+)>|<#(?P<channel>\w+)[^>]*>|<!(?P<range>\w+)>|<(?P<url>https?://[^>|]+)>"
_TOKEN = re.compile(_TOKENS)
_PIECE = re.compile(
    _TOKENS + r"|:(?P<emoji>[a-z0-9_+-]+):|\*(?P<bold>[^*\n]+)\*|(?<!\w)_(?P<italic>[^_\n]+)_(?!\w)"
    r"|~(?P<strike>[^~\n]+)~|`(?P<code>[^`\n]+)`"
)
_SECTION, _PREFORMATTED = "rich_text_section", "rich_text_preformatted"


def as_typed(store: Store, typed: str) -> str:
    """Turn what a person typed into message text."""
    out, at = [], 0
    for code in _CODE.finditer(typed):
        out += [_words(store, typed[at : code.start()]), _with_known_tokens(code.group(), _linked)]
        at = code.end()
    return "".join([*out, _words(store, typed[at:])])


def rich_text(text: str) -> list[Json]:
    """Make the block that a client adds to a typed message."""
    return [{"type": "rich_text", "block_id": secrets.token_hex(3), "elements": list(_parts(text))}] if text else []


def _parts(text: str) -> Iterator[Json]:
    """Cut a text into sections and fenced code; the line breaks between them go without saying."""
    at = 0
    for fence in _FENCE.finditer(text):
        if fence.start() > at:
            yield {"type": _SECTION, "elements": list(_elements(text[at : fence.start()], _PIECE))}
        yield {"type": _PREFORMATTED, "elements": list(_elements(fence["fenced"], _TOKEN))}
        at = fence.end()
    if at < len(text):
        yield {"type": _SECTION, "elements": list(_elements(text[at:], _PIECE))}


def _words(store: Store, typed: str) -> str:
    return _with_known_tokens(typed, lambda words: _escaped(store, words))


def _with_known_tokens(typed: str, treat: Callable[[str], str]) -> str:
    """Treat all but the mentions that the client has already completed."""
    out, at = [], 0
    for token in _KNOWN_TOKEN.finditer(typed):
        out += [treat(typed[at : token.start()]), token.group()]
        at = token.end()
    return "".join([*out, treat(typed[at:])])


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
    text = _linked(named(typed))
    text = _MENTION.sub(lambda m: _mention(store, m), text)
    return _CHANNEL.sub(lambda m: _channel(store, m), text)


def _linked(typed: str) -> str:
    text = typed.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _URL.sub(lambda m: f"<{m.group()}>", text)


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


def _elements(text: str, pieces: re.Pattern[str]) -> Iterator[Json]:
    at = 0
    for piece in pieces.finditer(text):
        if piece.start() > at:
            yield {"type": "text", "text": unescaped(text[at : piece.start()])}
        if piece.lastgroup == "code":
            yield from ({**one, "style": {"code": True}} for one in _elements(piece["code"], _TOKEN))
        else:
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
