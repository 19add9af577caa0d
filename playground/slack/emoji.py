"""Emoji names: which exist, and what Slack makes of a picture that was typed.

Rules: Slack keeps `:names:`, not pictures, in text. The names are those of the `emoji` package's aliases: close to
Slack's, not the same.
"""

import functools
from collections.abc import Mapping

import emoji

_SLACK_SAYS = ((":thumbsup", ":+1"), (":thumbsdown", ":-1"))


@functools.cache
def _exists(name: str) -> bool:
    return ":" not in name and ":" not in emoji.emojize(f":{name}:", language="alias")


def known(name: str, custom: Mapping[str, str]) -> bool:
    """Tell whether a reaction or icon of this name exists, skin tones included."""
    base, _, tone = name.partition("::")
    toned = not tone or tone in {f"skin-tone-{n}" for n in range(2, 7)}
    return toned and bool(base) and (base in custom or _exists(base))


def named(text: str) -> str:
    """Replace pictures by their names."""
    if text.isascii():
        return text
    return functools.reduce(lambda t, pair: t.replace(*pair), _SLACK_SAYS, emoji.demojize(text, language="alias"))


def drawn(text: str) -> str:
    """Replace names by pictures, as people see them; what is no emoji's name stays."""
    return emoji.emojize(text, language="alias")
