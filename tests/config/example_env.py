"""The environment that the example's configuration asks for: every variable that it names."""

import re
from pathlib import Path

import config.schema

_EXAMPLE = Path(config.schema.__file__).with_name("example.yaml")
_VARIABLE = re.compile(r"\$\{(\w+)\}")
_OF_A_SHAPE = {"DESKBRIDGE_FORM_KEY": "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="}
EXAMPLE_ENV = {
    name: _OF_A_SHAPE.get(name, "a-long-random-text-for-the-example")
    for name in _VARIABLE.findall(_EXAMPLE.read_text(encoding="utf-8"))
}
