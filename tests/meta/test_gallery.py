"""The gallery shows everything that the code has: no card, form, list, question or page is without its picture."""

import json
from pathlib import Path

from core.texts import ON_CARDS
from scripts.gallery import items, listed
from scripts.gallery.document import document, sentences_of
from tests.meta.repository import ROOT

DOCUMENT = ROOT / "docs" / "gallery.md"
PICTURES = ROOT / "docs" / "gallery"
PARTS = ROOT / "adapters" / "web" / "widget" / "src" / "app" / "parts"
LARGEST, LARGEST_OF_ALL = 60_000, 6_000_000
AGAIN = "run `make gallery`"

SEEN = {
    "avatar": "widget-talk",
    "banners": "widget-offline",
    "composer": "widget-talk",
    "emoji_picker": "widget-emoji",
    "end_dialog": "widget-end",
    "file_card": "widget-files",
    "form_input": "widget-closed",
    "group": "widget-talk",
    "header": "widget-options",
    "icon": "widget-talk",
    "log": "widget-talk",
    "menu_choices": "widget-menu",
    "offline_form": "widget-closed",
    "page_card": "widget-page",
    "panel": "widget-welcome",
    "rich_text": "widget-talk",
    "secure_card": "widget-secure",
    "survey": "widget-survey",
    "upload_chip": "widget-files",
    "waiting": "widget-closed",
}
"""The widget's parts, and a picture on which each is seen."""


def taken() -> dict[str, Path]:
    """Give the pictures that are there."""
    return {path.stem: path for path in PICTURES.glob("*.png")}


def test_every_form_list_offer_state_and_held_text_has_its_picture() -> None:
    named = {item.name for item in items.ITEMS}

    assert sorted(listed.must_be_named() - named) == [], "name them in scripts/gallery/items.py and play them"


def test_every_card_that_is_rendered_has_pictures() -> None:
    prefixes = {builder: builder.removesuffix("_card").replace("_", "-") for builder in listed.builders()}
    dark = [item.name for item in items.ITEMS if item.dark]

    assert [one for one, prefix in prefixes.items() if not any(name.startswith(f"{prefix}-") for name in dark)] == []


def test_every_picture_is_there_and_none_is_left_over() -> None:
    assert sorted(set(items.files()) ^ set(taken())) == [], AGAIN


def test_every_word_on_cards_and_lists_is_on_a_picture() -> None:
    shown = listed.shown(json.loads((PICTURES / "words.json").read_text(encoding="utf-8")))
    wanted = set(listed.must_be_seen())

    assert sorted(wanted - set(shown) - set(listed.NOT_ON_A_PICTURE)) == [], f"play a scene that shows it, and {AGAIN}"
    assert sorted(set(listed.NOT_ON_A_PICTURE) & set(shown)) == [], "it is on a picture now: take it off the exceptions"


def test_every_part_of_the_widget_is_on_a_picture() -> None:
    assert {path.stem for path in PARTS.glob("*.tsx")} == set(SEEN)
    assert set(SEEN.values()) <= set(items.files())


def test_pictures_are_small() -> None:
    sizes = {name: path.stat().st_size for name, path in taken().items()}

    assert [name for name, size in sizes.items() if size > LARGEST] == []
    assert sum(sizes.values()) <= LARGEST_OF_ALL


def test_the_document_is_what_the_list_of_pictures_gives() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")

    assert text == document(sentences_of(text)), AGAIN


def test_a_sentence_is_not_seen_where_it_only_begins_another() -> None:
    longer = ON_CARDS["card_waits_long"]
    shorter = ON_CARDS["card_active"]
    assert longer.startswith(shorter)
    seen = longer.format(agent="Ada Lovelace")

    both = listed.shown({"picture": f"{seen}\n{shorter.format(agent='Grace Hopper')}"})
    assert {"card_active", "card_waits_long"} <= both.keys()
    assert "card_active" not in listed.shown({"picture": seen})


def test_a_sentence_is_not_seen_where_it_only_begins_a_word() -> None:
    assert "fact Queue" not in listed.shown({"picture": "Queues"})
    assert "fact Queue" in listed.shown({"picture": "Queue\nSupport"})
