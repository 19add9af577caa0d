"""A long text in pieces that Slack takes, one message each.

Rules:
1. Joined together the pieces are the text, to the last space.
2. A piece is cut behind a line break or a space where there is one in its second half.
3. 3,500 units raw and 3,900 escaped: beyond about 4,000 Slack splits or refuses by itself, at places of its own
   (chat.update: msg_too_long, https://docs.slack.dev/reference/methods/chat.update).
"""

from collections.abc import Iterator

from adapters.slack.escaping import escape, whole, width

MOST = 3_500
MOST_ESCAPED = 3_900


def split(text: str) -> Iterator[tuple[int, int]]:
    """Give where the pieces begin and end; one empty piece for an empty text."""
    start = 0
    while True:
        end = _reach(text, start)
        if end < len(text):
            end = _good_cut(text, start, end)
        yield start, end
        if end >= len(text):
            return
        start = end


def _reach(text: str, start: int) -> int:
    rest = text[start:]
    if len(rest) <= MOST and width(rest) <= MOST and width(escape(rest)) <= MOST_ESCAPED:
        return len(text)
    raw = escaped = 0
    for at in range(start, len(text)):
        raw += width(text[at])
        escaped += width(escape(text[at]))
        if raw > MOST or escaped > MOST_ESCAPED:
            return at
    return len(text)


def _good_cut(text: str, start: int, end: int) -> int:
    half = start + (end - start) // 2
    for sign in ("\n", " "):
        at = text.rfind(sign, half, end) + 1
        if at > 0 and whole(text, start, at) == at:
            return at
    return whole(text, start, end)
