"""docs/gallery.md: every picture under its title, and between two markers what `make docs` writes there."""

from collections.abc import Iterator

from bridge.cli.sentences import BEGIN, END
from scripts.gallery.items import GROUPS, Group, Item

HEAD = """# Gallery

Every card, form, list, question and page, as it looks in the demo's Slack and in the shop's chat. The pictures are
taken by `make gallery` from the bridge as it runs, on a clock that stands still; what must be here is read from the
code, and `tests/meta/test_gallery.py` fails for what is missing. The [sentences](#sentences) follow as tables.
"""
SHARE = 2
"""Pictures beside each other."""


def document(sentences: str) -> str:
    """Write the document; `sentences` stands between the markers as it was."""
    contents = "\n".join(f"- [{group.title}](#{_anchor(group.title)})" for group in GROUPS)
    chapters = "\n".join("\n".join(_chapter(group)) for group in GROUPS)
    rest = f"## Sentences\n\n{BEGIN}\n{sentences}\n{END}\n"
    return f"{HEAD}\n{contents}\n- [Sentences](#sentences)\n\n{chapters}\n{rest}"


def sentences_of(text: str) -> str:
    """Give what stands between the markers of a document."""
    return text.partition(f"{BEGIN}\n")[2].partition(f"\n{END}")[0]


def _chapter(group: Group) -> Iterator[str]:
    yield f"## {group.title}\n\n{group.about}\n"
    for item in group.items:
        yield f"**{item.title}.** {item.when}\n\n{_pictures(item)}\n"


def _pictures(item: Item) -> str:
    if not item.dark:
        return f"![{item.title}](gallery/{item.name}.png)"
    width = f'width="{100 // SHARE - 1}%"'
    light = f'<img src="gallery/{item.name}.png" {width} alt="{item.title}">'
    return f'{light} <img src="gallery/{item.name}-dark.png" {width} alt="{item.title}, in the dark">'


def _anchor(title: str) -> str:
    return "".join(sign for sign in title.lower().replace(" ", "-") if sign.isalnum() or sign == "-")
