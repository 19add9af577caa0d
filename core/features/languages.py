"""What people call a language tag, such as `de-at`.

Rule: a tag that isn't known is shown as it is; nothing is guessed.
"""

from types import MappingProxyType

_NAMES = MappingProxyType(
    {
        "ar": "Arabic",
        "bg": "Bulgarian",
        "bn": "Bengali",
        "ca": "Catalan",
        "cs": "Czech",
        "da": "Danish",
        "de": "German",
        "el": "Greek",
        "en": "English",
        "es": "Spanish",
        "et": "Estonian",
        "fa": "Persian",
        "fi": "Finnish",
        "fr": "French",
        "ga": "Irish",
        "he": "Hebrew",
        "hi": "Hindi",
        "hr": "Croatian",
        "hu": "Hungarian",
        "id": "Indonesian",
        "is": "Icelandic",
        "it": "Italian",
        "ja": "Japanese",
        "ko": "Korean",
        "lt": "Lithuanian",
        "lv": "Latvian",
        "ms": "Malay",
        "nb": "Norwegian",
        "nl": "Dutch",
        "nn": "Norwegian",
        "no": "Norwegian",
        "pl": "Polish",
        "pt": "Portuguese",
        "ro": "Romanian",
        "ru": "Russian",
        "sk": "Slovak",
        "sl": "Slovenian",
        "sr": "Serbian",
        "sv": "Swedish",
        "ta": "Tamil",
        "th": "Thai",
        "tr": "Turkish",
        "uk": "Ukrainian",
        "ur": "Urdu",
        "vi": "Vietnamese",
        "zh": "Chinese",
    }
)
_REGION = 2
"""Letters of a region in a tag; a script has four."""


def language_name(tag: str) -> str:
    """Name a language, with its script or region as the tag has it: `German (AT)`."""
    language, *rest = tag.replace("_", "-").split("-")
    name = _NAMES.get(language.casefold())
    if name is None:
        return tag
    parts = " ".join(one.upper() if len(one) == _REGION else one.capitalize() for one in rest)
    return f"{name} ({parts})" if parts else name
