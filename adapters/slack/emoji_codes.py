"""Slack's `:codes:` as Unicode.

Rules:
1. What has no Unicode form (a workspace's own picture) stays as it was typed, colons and all.
2. A skin tone belongs to the code before it.
"""

import re

import emoji

CODE = re.compile(r":([a-z0-9_+'-]{1,100}):(?::skin-tone-([2-6]):)?")
_FLAG = re.compile(r"flag-([a-z]{2})")
_SLACKS = {"simple_smile": "🙂"}  # names that only Slack has
_REGIONAL_A = 0x1F1E6
_FIRST_TONE = 0x1F3FB
_HEX = re.compile(r"[0-9a-fA-F]{1,6}(-[0-9a-fA-F]{1,6}){0,15}")


def from_code(name: str, tone: int = 0) -> str | None:
    """Give the emoji of a code without its colons, or None when it has none."""
    flag = _FLAG.fullmatch(name)
    if flag:
        return "".join(chr(_REGIONAL_A + ord(letter) - ord("a")) for letter in flag[1])
    found = _SLACKS.get(name) or _known(name) or _known(name.replace("-", "_"))
    return with_tone(found, tone) if found else None


def from_code_points(points: str) -> str | None:
    """Give the emoji of Slack's `unicode` field, as in `1f44d-1f3fb`, or None when it is no such thing."""
    if not _HEX.fullmatch(points):
        return None
    numbers = [int(point, 16) for point in points.split("-")]
    whole = "".join(chr(one) for one in numbers if one <= 0x10FFFF and not 0xD800 <= one <= 0xDFFF)  # noqa: PLR2004 - Unicode's bounds
    return whole if emoji.is_emoji(whole) or emoji.emoji_count(whole) else None


def replace_codes(text: str) -> str:
    """Put emoji in the place of the codes in a text."""
    return CODE.sub(lambda found: from_code(found[1], int(found[2] or 0)) or found[0], text)


def with_tone(face: str, tone: int) -> str:
    """Give an emoji in one of the tones 2 to 6, if it comes in tones."""
    if not 2 <= tone <= 6:  # noqa: PLR2004 - Slack counts tones from 2 to 6
        return face
    toned = face[0] + chr(_FIRST_TONE + tone - 2) + face[1:].removeprefix("\ufe0f")
    return toned if emoji.is_emoji(toned) else face


def _known(name: str) -> str | None:
    code = f":{name}:"
    face = emoji.emojize(code, language="alias")
    return None if face == code else face
