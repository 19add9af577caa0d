"""What a vendor's own client refuses to a person.

Rule: a code for programs and the sentence that the person reads; the same kind of refusal for every vendor.
"""

from typing import Any, NoReturn


class HumanError(Exception):
    """A client's no: a code, and the sentence that the person reads."""

    def __init__(self, code: str, message: str, **extra: Any) -> None:
        """Refuse with `code`, saying `message`."""
        super().__init__(message)
        self.code = code
        self.body: dict[str, Any] = {"ok": False, "error": code, "message": message, **extra}


def refuse(code: str, words: str) -> NoReturn:
    """Say no as the client does."""
    raise HumanError(code, words)
