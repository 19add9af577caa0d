"""The schema that editors use to complete and check the file while it is typed.

Rules:
1. Made from the models. Added is what YAML adds: `${NAME}` may stand for any value, other files may hold the rest.
2. It accepts a little more than `load` does, and never marks a right file as wrong.
"""

import json
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, models_json_schema

from config.defaults import plain
from config.schema import Config
from config.shape import GROUPS, Sections

_VARIABLE = {"type": "string", "pattern": r"\$\{"}
_REF = "#/$defs/"
_OUTSIDE = ("default", "description", "title")  # said of a key, not of one way to write its value
_AS_IS = ("default", "enum", "propertyNames", "required")


class _Generator(GenerateJsonSchema):
    """pydantic's generator, with defaults as people write them and without a title for every key."""

    def encode_default(self, dft: Any) -> Any:
        return plain(dft)

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def render(sections: Sections) -> str:
    """Write the schema for a bridge that has these adapters."""
    models: list[type[BaseModel]] = [Config, *sections.values()]
    refs, schema = models_json_schema([(model, "validation") for model in models], schema_generator=_Generator)
    definitions: dict[str, Any] = {name: _lenient(one) for name, one in schema["$defs"].items()}
    root = definitions.pop(_name(refs[Config, "validation"]))
    for group, base in GROUPS.items():
        kinds = {kind: refs[model, "validation"] for kind, model in sections.items() if issubclass(model, base)}
        root["properties"][group] = {
            "description": root["properties"][group]["description"],
            **_group(kinds),
        }
        definitions.pop(base.__name__)
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Deskbridge configuration",
        "type": "object",
        "properties": root["properties"],
        "additionalProperties": False,
        "anyOf": [{"required": root["required"]}, {"required": ["include"]}],
        "$defs": dict(sorted(definitions.items())),
    }
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def _name(ref: Mapping[str, Any]) -> str:
    return str(ref["$ref"]).removeprefix(_REF)


def _group(kinds: Mapping[str, Any]) -> dict[str, Any]:
    """Describe a group of sections: one named after its adapter, or one of any name that says its type."""
    by_type = [
        {"if": {"properties": {"type": {"const": kind}}, "required": ["type"]}, "then": ref}
        for kind, ref in kinds.items()
    ]
    other = {
        "type": "object",
        "properties": {"type": {"enum": list(kinds)}},
        "required": ["type"],
        "allOf": by_type,
    }
    named = {kind: {"if": {"required": ["type"]}, "then": other, "else": ref} for kind, ref in kinds.items()}
    return {"type": "object", "minProperties": 1, "properties": named, "additionalProperties": other}


def _lenient(schema: Any) -> Any:
    """Let `${NAME}` stand wherever a number, a choice or a text of some form is wanted."""
    if isinstance(schema, list):
        return [_lenient(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {key: one if key in _AS_IS else _lenient(one) for key, one in schema.items() if key != "properties"}
    if "properties" in schema:
        inner["properties"] = {name: _lenient(one) for name, one in schema["properties"].items()}
    if not _is_particular(inner):
        return inner
    outside = {key: inner.pop(key) for key in _OUTSIDE if key in inner}
    return {**outside, "anyOf": [inner, _VARIABLE]}


def _is_particular(schema: Mapping[str, Any]) -> bool:
    """Tell whether `${NAME}` would not do as it stands."""
    return schema.get("type") in ("integer", "number", "boolean") or any(
        key in schema for key in ("enum", "const", "pattern", "format", "maxLength")
    )
