"""How many segments a text is sent in.

Rules: GSM 03.38's alphabet takes 7 bits a sign and 14 for a sign of its extension; 160 fit in one message, 153 in a
part of several (https://www.twilio.com/docs/glossary/what-is-gsm-7-character-encoding). One sign outside of it makes
all of the text UCS-2, 70 units or 67 (https://www.twilio.com/docs/glossary/what-is-ucs-2-character-encoding). No sign
is torn: neither an escape from what it escapes, nor half an emoji from the other.
"""

from collections.abc import Iterable

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_ESCAPED = frozenset("\f^{}\\[~]|€")
_GSM = (160, 153)
_UCS2 = (70, 67)
_BEYOND_16_BITS = 0xFFFF


def is_gsm(text: str) -> bool:
    """Tell whether every sign is in the 7-bit alphabet or its extension."""
    return all(sign in _BASIC or sign in _ESCAPED for sign in text)


def units(text: str) -> int:
    """Count what the text takes up in its encoding."""
    return sum(_costs(text))


def segments(text: str) -> int:
    """Count the segments; an empty text is one message."""
    alone, joined = _GSM if is_gsm(text) else _UCS2
    costs = _costs(text)
    return 1 if sum(costs) <= alone else _packed(costs, joined)


def utf16(text: str) -> int:
    """Count a text's UTF-16 units, which is what the longest body is measured in."""
    return sum(_wide(sign) for sign in text)


def _costs(text: str) -> list[int]:
    if is_gsm(text):
        return [2 if sign in _ESCAPED else 1 for sign in text]
    return [_wide(sign) for sign in text]


def _wide(sign: str) -> int:
    return 2 if ord(sign) > _BEYOND_16_BITS else 1


def _packed(costs: Iterable[int], room: int) -> int:
    parts, left = 1, room
    for cost in costs:
        if cost > left:
            parts, left = parts + 1, room
        left -= cost
    return parts
