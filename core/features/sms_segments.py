"""How many messages a text takes when it goes out as SMS, counted as the network does.

Rules:
1. A text whose every character is in GSM 03.38 takes seven bits a character, and those of its extension table take two
   places, an escape and themselves. Any other character makes the whole text UCS-2, in sixteen-bit units.
2. What fits in one message has no header; of a longer text each message gives six bytes to one that joins them.
3. No message ends inside a pair: neither an escape and its character nor the two halves of a surrogate pair.

It deliberately does not know Twilio's Smart Encoding, which replaces look-alikes (curly quotes, long dashes) before it
counts: that is off unless asked for, and the adapter does not ask for it. Nor does it keep the signs of one emoji
together, because the network doesn't.

The tables: https://www.etsi.org/deliver/etsi_gts/03/0338/05.00.00_60/gsmts_0338v050000p.pdf
The limits: https://www.twilio.com/docs/glossary/what-sms-character-limit
"""

from dataclasses import dataclass
from enum import StrEnum

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENSION = frozenset("\f^{}\\[~]|€")
_FIRST_ASTRAL = 0x10000
"""From here on a character is two units of UTF-16."""


class Encoding(StrEnum):
    """In what a text goes out."""

    GSM7 = "GSM-7"
    UCS2 = "UCS-2"


_ALONE = {Encoding.GSM7: 160, Encoding.UCS2: 70}
_JOINED = {Encoding.GSM7: 153, Encoding.UCS2: 67}


@dataclass(frozen=True, slots=True)
class Segments:
    """A text as it goes out: its length in places of its encoding, and its messages, which join to it again."""

    encoding: Encoding
    units: int
    parts: tuple[str, ...]

    @property
    def messages(self) -> int:
        """Give how many messages are sent, and paid."""
        return len(self.parts)

    @property
    def limit(self) -> int:
        """Give how many places one of these messages has."""
        return (_ALONE if self.messages <= 1 else _JOINED)[self.encoding]


def segments(text: str) -> Segments:
    """Count a text; an empty one takes no message."""
    encoding = encoding_of(text)
    units = sum(_units(character, encoding) for character in text)
    if units <= _ALONE[encoding]:
        return Segments(encoding, units, (text,) if text else ())
    return Segments(encoding, units, _joined(text, encoding))


def encoding_of(text: str) -> Encoding:
    """Tell in what a text goes out: one character outside of GSM 03.38 is enough for UCS-2."""
    return Encoding.GSM7 if all(one in _BASIC or one in _EXTENSION for one in text) else Encoding.UCS2


def _units(character: str, encoding: Encoding) -> int:
    if encoding is Encoding.GSM7:
        return 2 if character in _EXTENSION else 1
    return 2 if ord(character) >= _FIRST_ASTRAL else 1


def _joined(text: str, encoding: Encoding) -> tuple[str, ...]:
    """Fill one message after the other; a character that is a pair goes whole into the next one."""
    parts: list[str] = []
    start = filled = 0
    for place, character in enumerate(text):
        needed = _units(character, encoding)
        if filled + needed > _JOINED[encoding]:
            parts.append(text[start:place])
            start, filled = place, 0
        filled += needed
    return (*parts, text[start:])
