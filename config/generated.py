"""The files that are written from the models, each by its path in the repository."""

from collections.abc import Mapping

from config import docs, jsonschema
from config.shape import Sections


def files(sections: Sections) -> Mapping[str, str]:
    """Give the text of every generated file for a bridge that has these adapters."""
    return {
        "docs/configuration.md": docs.render(sections),
        "config/schema.json": jsonschema.render(sections),
    }
