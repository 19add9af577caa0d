"""How an agent says what became of a chat."""

from dataclasses import dataclass

from core.ids import DispositionId


@dataclass(frozen=True, slots=True)
class Disposition:
    """One outcome; `folder` is where it stands in the list, outermost first."""

    id: DispositionId
    title: str
    folder: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dispositions:
    """The outcomes of a queue, in order. Where one is `required` the wrap-up waits for it."""

    choices: tuple[Disposition, ...]
    required: bool = False

    def find(self, disposition: DispositionId | None) -> Disposition | None:
        """Give an outcome by its id."""
        return next((one for one in self.choices if one.id == disposition), None)
