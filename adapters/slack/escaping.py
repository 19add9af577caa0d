"""Text as Slack takes it: escaped, cleaned, cut without breaking a character.

Rules:
1. Only `&`, `<` and `>` are escaped (https://docs.slack.dev/messaging/formatting-message-text#escaping), and only where
   Slack parses text: in mrkdwn and in a message's top-level text. Plain text and rich text are never parsed.
2. Lengths are counted in UTF-16 units, as a JavaScript client counts them: never fewer than Slack may count.
3. A cut never parts what people see as one character: an emoji with its tone, a letter with its accents, a flag.
"""

import re
import unicodedata

ZWJ = "\u200d"
_ELLIPSIS = "…"
_NOTHING = "-"
"""Stands where Slack wants at least one character and there is none."""
_BACK = 64
"""How far a cut moves back for a whole character. Longer heaps of accents are mischief and are cut anywhere."""
_FORMATTING = re.compile(r"(?<!\w)([*_~`])(?=\S).*?\1|:[a-z+\-][\w+\-]*:|^>", re.MULTILINE | re.DOTALL)
_SIGNS = str.maketrans("", "", "*_~`:")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""Unicode's category Cc but tab and line break."""
_HALF = re.compile("[\ud800-\udfff]")


def escape(text: str) -> str:
    """Escape what Slack would read as markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def clean(text: str) -> str:
    """Take out what no message may hold: control characters but tab and line break, and halves of characters."""
    if text.isprintable():
        return text  # nearly every line; what is printable holds neither
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _HALF.sub("\ufffd", _CONTROL.sub("", text))


def one_line(text: str) -> str:
    """Clean a text and put it on one line."""
    return " ".join(clean(text).split())


def formats(text: str) -> bool:
    """Tell whether mrkdwn would make bold words, code, a quote or an emoji of something in a text."""
    return _FORMATTING.search(text) is not None


def preview(text: str) -> str:
    """Give a text for one line of mrkdwn: escaped, and without the signs that would format it."""
    line = one_line(text)
    return escape(line.translate(_SIGNS) if formats(line) else line)


def width(text: str) -> int:
    """Count UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, limit: int) -> str:
    """Shorten a text to `limit` units, with an ellipsis where something is missing."""
    if width(text) <= limit:
        return text
    end = reach(text, 0, limit - 1)
    return text[: whole(text, 0, end)].rstrip() + _ELLIPSIS


def reach(text: str, start: int, units: int) -> int:
    """Give the end of the longest stretch from `start` that has at most `units`."""
    end = start
    while end < len(text):
        units -= 2 if text[end] > "\uffff" else 1
        if units < 0:
            break
        end += 1
    return end


def whole(text: str, start: int, end: int) -> int:
    """Move a cut back so that it stands between two characters as people see them."""
    at = end
    while at > start and end - at < _BACK and _joined(text, at):
        at -= 1
    return at if at > start and not _joined(text, at) else end


def plain(text: str, limit: int) -> dict[str, object]:
    """Make a plain text object; customers' colons stay colons (`emoji` off)."""
    return {"type": "plain_text", "text": cut(clean(text), limit).strip() or _NOTHING, "emoji": False}


def mrkdwn(text: str) -> dict[str, object]:
    """Make a mrkdwn object of what is escaped already; addresses and names in it are left alone (`verbatim`)."""
    return {"type": "mrkdwn", "text": text or _NOTHING, "verbatim": True}


def _joined(text: str, at: int) -> bool:
    """Tell whether `text[at]` belongs to the character before it."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if ZWJ in (before, after) or unicodedata.category(after).startswith("M"):
        return True
    if "\U0001f3fb" <= after <= "\U0001f3ff" or "\U000e0020" <= after <= "\U000e007f":
        return True
    return _is_flag_half(after) and _flag_halves_before(text, at) % 2 == 1


def _is_flag_half(one: str) -> bool:
    return "\U0001f1e6" <= one <= "\U0001f1ff"


def _flag_halves_before(text: str, at: int) -> int:
    count = 0
    while at > count and count < _BACK and _is_flag_half(text[at - count - 1]):
        count += 1
    return count
