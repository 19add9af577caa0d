"""A transcript as plain text, and as a page of its own that needs nothing from elsewhere."""

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from html import escape
from itertools import groupby

from core.features.transcript import Kind, Line, Transcript

NOTE_MARK = "[private]"

_STYLE = """
:root{color-scheme:light dark;--ink:#1d1c1d;--soft:#5e5d60;--page:#f6f6f7;--card:#fff;--line:#dcdce0;--own:#e3effc;
--note:#fff5d6;--noteink:#5c4400}
@media(prefers-color-scheme:dark){:root{--ink:#ececee;--soft:#a9a9b0;--page:#17181b;--card:#212327;--line:#3a3d43;
--own:#1f3a57;--note:#453a17;--noteink:#ffe9a8}}
*{box-sizing:border-box}body{margin:0;background:var(--page);color:var(--ink);
font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;overflow-wrap:anywhere}
main{max-width:46rem;margin:0 auto;padding:1.5rem 1rem 3rem}h1{font-size:1.35rem;line-height:1.3;margin:0 0 1rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem;margin:0 0 1.5rem;padding:1rem;
background:var(--card);border:1px solid var(--line);border-radius:.75rem}
dt{color:var(--soft)}dd{margin:0;min-width:0;white-space:pre-wrap}h2{font-size:.85rem;font-weight:600;
color:var(--soft);text-align:center;margin:1.5rem 0 .75rem}
ol{list-style:none;margin:0;padding:0}li{margin:0 0 .75rem}.who{font-size:.85rem;color:var(--soft);margin:0 0 .15rem}
.who b{color:var(--ink)}.text{margin:0;padding:.6rem .85rem;background:var(--card);border:1px solid var(--line);
border-radius:.75rem;white-space:pre-wrap;max-width:38rem;width:fit-content}
.customer .text{background:var(--own);border-color:transparent}.note .text{background:var(--note);
color:var(--noteink);border-style:dashed}.status{color:var(--soft);font-size:.9rem;text-align:center}
.file{display:block;margin-top:.25rem}.empty{color:var(--soft);text-align:center}
@media(max-width:28rem){dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:.5rem}}
@media print{body{background:none}main{max-width:none}}
"""

STYLE_HASH = f"sha256-{b64encode(sha256(_STYLE.encode()).digest()).decode()}"
"""By which a page's policy lets its own style pass, and no other."""


def as_text(document: Transcript, *, columns: bool = True) -> str:
    """Write it as plain text; its head in columns, where all signs are as wide as each other."""
    width = max(len(label) for label, _ in document.details) + 2 if columns else 0
    labels = ((f"{label}:" if columns else f"{label}: ", value) for label, value in document.details)
    head = [document.title, "", *(f"{label:<{width}}{value}" for label, value in labels)]
    return "\n".join((*head, *_text_lines(document))) + "\n"


def _text_lines(document: Transcript) -> Iterator[str]:
    for day, lines in groupby(document.lines, key=lambda line: f"{line.at:%Y-%m-%d}"):
        yield ""
        yield f"--- {day} ({document.zone}) ---"
        yield from map(_text_line, lines)
    if not document.lines:
        yield ""
        yield "Nothing was said."


def _text_line(line: Line) -> str:
    if line.kind is Kind.STATUS:
        return f"{line.at:%H:%M}  * {line.text}"
    mark = f"{NOTE_MARK} " if line.kind is Kind.NOTE else ""
    words = "\n".join(part for part in (line.text, *(f"[file: {name}]" for name in line.files)) if part)
    edited = " (edited)" if line.edited else ""
    return f"{line.at:%H:%M}  {mark}{line.who}: {words}{edited}".replace("\n", "\n       ")


def as_page(document: Transcript) -> str:
    """Write it as a page; everything that people wrote is escaped."""
    facts = "".join(f"<dt>{escape(label)}</dt><dd>{escape(value)}</dd>" for label, value in document.details)
    body = "".join(_page_days(document)) or '<p class="empty">Nothing was said.</p>'
    return page(document.title, f"<dl>{facts}</dl>{body}")


def page(title: str, body: str) -> str:
    """Write a page of ours around its body, which is markup already."""
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="robots" content="noindex">\n<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n'
        f"<body><main><h1>{escape(title)}</h1>{body}</main></body>\n</html>\n"
    )


def _page_days(document: Transcript) -> Iterator[str]:
    for day, lines in groupby(document.lines, key=lambda line: f"{line.at:%Y-%m-%d}"):
        yield f"<h2>{day} ({escape(document.zone)})</h2><ol>{''.join(map(_page_line, lines))}</ol>"


def _page_line(line: Line) -> str:
    time = f'<time datetime="{line.at.isoformat()}">{line.at:%H:%M}</time>'
    if line.kind is Kind.STATUS:
        return f'<li class="status">{time} · {escape(line.text)}</li>'
    mark = " · private" if line.kind is Kind.NOTE else ""
    edited = " · edited" if line.edited else ""
    files = "".join(f'<span class="file">📎 {escape(name)}</span>' for name in line.files)
    return (
        f'<li class="{line.kind.value}"><p class="who"><b>{escape(line.who)}</b> · {time}{mark}{edited}</p>'
        f'<div class="text"><bdi>{escape(line.text)}</bdi>{files}</div></li>'
    )
