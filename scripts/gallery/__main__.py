"""`make gallery`: play every scene, take every picture, write docs/gallery.md and docs/gallery/words.json.

Names of scenes or of their modules as arguments (`ARGS="rings widget"`) play these alone; other pictures stay.
"""

import asyncio
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from scripts.gallery.document import document, sentences_of
from scripts.gallery.items import files
from scripts.gallery.play import play
from scripts.gallery.scenes import SCENES, Scene
from scripts.gallery.studio import studio

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = ROOT / "docs" / "gallery.md"
PICTURES = ROOT / "docs" / "gallery"
WORDS = PICTURES / "words.json"
"""The words on each picture, by its name."""


def wanted(names: Sequence[str]) -> list[Scene]:
    """Give the scenes of these names or modules; all without any."""
    return [one for one in SCENES if not names or {one.name, one.module} & set(names)]


async def take(scenes: Sequence[Scene]) -> dict[str, str]:
    """Play scenes; give the words on each picture."""
    async with studio(PICTURES) as taking:
        for scene in scenes:
            print(f"{scene.module}: {scene.name}", flush=True)
            async with play(taking, scene.changes) as stage:
                await scene.play(stage)
        return taking.taken


def finish(words: dict[str, str]) -> int:
    """Write what belongs to the pictures, and tell what is missing or too much; give the exit code."""
    there = {path.stem for path in PICTURES.glob("*.png")}
    for name in there - set(files()):
        (PICTURES / f"{name}.png").unlink()
    kept = {name: words[name] for name in files() if name in words}
    WORDS.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    before = DOCUMENT.read_text(encoding="utf-8") if DOCUMENT.exists() else ""
    DOCUMENT.write_text(document(sentences_of(before)), encoding="utf-8")
    missing, more = sorted(set(files()) - there), sorted(words.keys() - set(files()))
    print(*(f"No scene takes {name}.png" for name in missing), sep="\n")
    print(*(f"{name}.png has no place in scripts/gallery/items.py" for name in more), sep="\n")
    print(f"{len(kept)} pictures, {sum(one.stat().st_size for one in PICTURES.glob('*.png')) // 1000} kB")
    return 1 if missing or more else 0


def main(names: Sequence[str]) -> int:
    """Take the pictures; give the exit code."""
    scenes = wanted(names)
    if not scenes:
        print(f"There is no scene {' or '.join(names)}. There is {', '.join(one.name for one in SCENES)}.")
        return 1
    PICTURES.mkdir(exist_ok=True)
    before: dict[str, str] = json.loads(WORDS.read_text(encoding="utf-8")) if names and WORDS.exists() else {}
    return finish(before | asyncio.run(take(scenes)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
