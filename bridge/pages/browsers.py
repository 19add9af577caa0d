"""What a browser is, in a few words of ours, from what it says of itself.

Rule: nothing that it says is kept or shown. Its words are looked for in a list, and what is found is told by the list;
so nothing strange can stand on a page, and a stored row tells no more than "Firefox on Windows". Anybody can send any
words: it helps people to recognise their own browsers, and proves nothing.
"""

LONGEST = 512
"""Characters that are looked at: longer than what any browser says."""

# The order matters: most browsers also say the names of those that they want to be taken for.
# https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/Browser_detection_using_the_user_agent
_BROWSERS = (
    (("Teams/", "TeamsMobile"), "Teams"),
    (("Slack_SSB/", "Slack/"), "Slack"),
    (("Edg/", "EdgA/", "EdgiOS/"), "Edge"),
    (("OPR/", "OPT/"), "Opera"),
    (("SamsungBrowser/",), "Samsung Internet"),
    (("Firefox/", "FxiOS/"), "Firefox"),
    (("Chrome/", "CriOS/", "Chromium/"), "Chrome"),
    (("Safari/",), "Safari"),
)
_SYSTEMS = (
    (("iPhone",), "iPhone"),
    (("iPad",), "iPad"),
    (("Android",), "Android"),
    (("CrOS",), "ChromeOS"),
    (("Windows",), "Windows"),
    (("Macintosh",), "Mac"),
    (("Linux",), "Linux"),
)


def browser_of(user_agent: str) -> str:
    """Give what a browser is by its `User-Agent`, such as "Firefox on Windows"; empty where nothing in it is known."""
    said = user_agent[:LONGEST]
    found = (_named(said, _BROWSERS), _named(said, _SYSTEMS))
    return " on ".join(one for one in found if one)


def _named(said: str, known: tuple[tuple[tuple[str, ...], str], ...]) -> str:
    return next((name for signs, name in known if any(sign in said for sign in signs)), "")
