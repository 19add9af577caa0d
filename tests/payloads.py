"""What attackers put into names, messages, file names and labels: one list for every place where it must stay words.

Rules:
1. Each payload carries `MARK` where it would act, so that a test sees at once whose script ran or whose link it was.
2. Where a payload is to be looked for in a page, what must not stand there as markup is in `ALIVE`.
"""

from types import MappingProxyType
from typing import Final

MARK: Final = "zqpwned"
"""Nothing else of the product or of its tests has this word."""

MARKUP: Final = MappingProxyType(
    {
        "svg": f'"><svg onload={MARK}(1)>',
        "script": f"</script><script>{MARK}(2)</script>",
        "img": f"<img src=x onerror={MARK}(3)>",
        "attribute": f"' onmouseover='{MARK}(4)' x='",
        "style": f"</style><style>*{{background:url(//{MARK}.example)}}</style>",
        "comment": f"--><b id={MARK}>bold</b><!--",
        "frame": f"<iframe srcdoc='<script>{MARK}(5)</script>'></iframe>",
        "base": f"<base href=//{MARK}.example><form action=//{MARK}.example><button>Pay</button></form>",
        "character references": f"&lt;script&gt;{MARK}(6)&lt;/script&gt;&#60;b&#62;",
        "template": f"{{{{constructor.constructor('{MARK}(7)')()}}}} ${{{MARK}}} {{agent}} {{0.__class__}} %s %(a)s",
    }
)
"""Against pages."""

LINKS: Final = MappingProxyType(
    {
        "javascript": f"javascript:{MARK}(8)",
        "javascript in disguise": f"JaVaScRiPt\u0009:{MARK}(9)//https://x.example",
        "data": f"data:text/html,<script>{MARK}(10)</script>",
        "markdown": f"[Your bank](https://{MARK}.example/a) ![x](https://{MARK}.example/b.png)",
        "markdown reference": f"[Your bank][1]\n[1]: https://{MARK}.example/c",
        "mrkdwn": f"<https://{MARK}.example/d|Your bank>",
        "anchor": f'<a href="https://{MARK}.example/e">Your bank</a>',
    }
)
"""Against readers: links that are not what they say."""

MENTIONS: Final = MappingProxyType(
    {
        "everybody on Slack": "<!channel> <!here> <!everyone> @channel @here @everyone",
        "somebody on Slack": "<@U0GRACE> <@U123> <!subteam^S0SUPPORT> <#C0SALES>",
        "date on Slack": f"<!date^1392734382^{{date}}^https://{MARK}.example/f|now>",
        "somebody on Teams": '<at>Grace Hopper</at> <at id="0">Grace Hopper</at> @Grace Hopper',
        "card of Teams": "{{DATE(2026-01-01,SHORT)}} ${$root.secret} **bold**",
    }
)
"""Against a desk: people who are told, and functions of cards."""

TRICKS: Final = MappingProxyType(
    {
        "override": "invoice\u202egnp.exe",
        "isolates": "\u2066a\u2067b\u2068c\u2069\u202a\u202b\u202c\u202d",
        "zero width": "pay\u200bpal\u200c.com\u200d \u2060\ufeff",
        "nothing to see": "\u200b\u2060\ufeff\u3164\u00ad",
        "nul": f"before\u0000{MARK}",
        "control": "a\u0007b\u001b[31mc\u0008d\u007fe\u009bf",
        "lines": "one\r\ntwo\u2028three\u2029four\u0085five\u000bsix",
        "head line": f"x\r\nSet-Cookie: {MARK}=1\r\n\r\n<svg onload={MARK}(11)>",
        "stacked": "Z" + "\u0351\u0344\u0347\u034d" * 40,
        "formula": f'=HYPERLINK("https://{MARK}.example/g","Your bank")',
        "formula at": "@SUM(1+1)*cmd|' /C calc'!A0",
        "path": "../../../../etc/passwd",
        "path of Windows": "..\\..\\windows\\win.ini",
        "path in code": "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "device": "CON.txt",
        "query": "' OR 1=1; DROP TABLE message; --",
        "prefixes": "__proto__",
        "number": "9" * 400,
        "emoji": "👩‍👩‍👧‍👦🏳️‍🌈\U0001f1e9\U0001f1ea",
        "half a character": "\ud83d",
        "long": "x" * 5000,
        "empty": "",
    }
)
"""Against eyes, files and parsers."""

PAYLOADS: Final = MappingProxyType({**MARKUP, **LINKS, **MENTIONS, **TRICKS})
"""All of them."""

UNSENDABLE: Final = frozenset({"half a character"})
"""What no form of UTF-8 can carry: it comes in escaped JSON alone."""

ALIVE: Final = (
    f"<svg onload={MARK}",
    f"<script>{MARK}",
    f"<img src=x onerror={MARK}",
    f"' onmouseover='{MARK}",
    f"<b id={MARK}",
    "<iframe",
    f"<base href=//{MARK}",
    f'href="javascript:{MARK}',
    f'href="data:text/html,<script>{MARK}',
)
"""What stands in no page of ours unless a payload has come alive."""
