"""The app's package: the file that an admin uploads to Teams.

https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/apps-package

Rule: the same configuration gives the same bytes, so that it can be told whether anything has changed.
"""

import io
import json
from importlib.resources import files
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from adapters.teams.manifest import Json

ICONS = ("color.png", "outline.png")
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)


def package(manifest: Json) -> bytes:
    """Put a manifest and the icons together."""
    content = {"manifest.json": json.dumps(manifest, indent=2, ensure_ascii=False).encode() + b"\n"}
    content |= {name: (files("adapters.teams") / "app" / name).read_bytes() for name in ICONS}
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, data in content.items():
            archive.writestr(ZipInfo(name, _FIRST_DAY), data, ZIP_DEFLATED)
    return packed.getvalue()
