"""What was filled into a form, as one sealed parcel, and back.

Rule: each value is sealed by itself, for the installation, the form, this asking of it and its input. A value that is
moved to another place doesn't open. What agents are shown beside it (label, kind, mask) is sealed with it, so that a
form can be changed while one of it waits.
"""

from base64 import b64decode, b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import orjson

from bridge.forms.keys import Keyring, SealBroken
from core.features.secure_answers import Attached, Value
from core.features.sensitive.brands import brand_of
from core.ids import FormId
from core.policy.secure_forms import Input, Mask, SecureForm, SecureKind

UNKNOWN = "Unknown"
"""The brand of a card's number that is of none that is known."""


@dataclass(frozen=True, slots=True)
class OpenedValue:
    """A value as an agent is shown it. `brand` is that of a card's number, `Unknown` where it is none that is known."""

    name: str
    label: str
    kind: SecureKind
    mask: Mask
    text: str = field(repr=False)
    file: Attached | None = None
    brand: str = ""


@dataclass(frozen=True, slots=True)
class Seals:
    """Seals and opens parcels of one installation."""

    keyring: Keyring
    installation: str

    def seal(self, id: FormId, form: SecureForm, values: Iterable[Value]) -> bytes:
        """Seal what was filled in."""
        inputs = {one.name: one for one in form.inputs}
        fields: list[tuple[str, str]] = []
        for one in values:
            sealed = self.keyring.seal(_written(one, inputs[one.name]), self._place(id, form.name, one.name))
            fields.append((one.name, b64encode(sealed).decode()))
        return orjson.dumps(fields)

    def open(self, id: FormId, form: str, parcel: bytes) -> tuple[OpenedValue, ...]:
        """Open a parcel.

        Raises:
            SealBroken: it is not what was sealed for this asking.
        """
        try:
            fields = orjson.loads(parcel)
            return tuple(
                _read(name, self.keyring.open(b64decode(sealed), self._place(id, form, name)))
                for name, sealed in fields
            )
        except (ValueError, KeyError, TypeError):
            raise SealBroken from None

    def _place(self, id: FormId, form: str, name: str) -> Sequence[str]:
        return (self.installation, form, id, name)


def _written(value: Value, asked: Input) -> bytes:
    file = value.file
    return orjson.dumps(
        {
            "label": value.label,
            "kind": asked.kind.value,
            "mask": asked.mask.value,
            "text": value.text,
            "file": [file.name, file.mime, b64encode(file.data).decode()] if file is not None else None,
        }
    )


def _read(name: str, plain: bytes) -> OpenedValue:
    told = orjson.loads(plain)
    kind, file = SecureKind(told["kind"]), told["file"]
    return OpenedValue(
        name,
        told["label"],
        kind,
        Mask(told["mask"]),
        told["text"],
        Attached(file[0], file[1], b64decode(file[2])) if file is not None else None,
        (brand_of(told["text"]) or UNKNOWN) if kind is SecureKind.CARD else "",
    )
