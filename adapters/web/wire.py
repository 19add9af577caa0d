"""The frames that a widget sends, checked. Anything may come in here: it is the open internet.

Rule: a kind of frame that is not known is ignored, so that a newer widget lives with an older bridge; a known one
that is malformed is refused with a word on what is wrong, and nothing of it is done.
"""

from typing import Annotated, Any, Literal

import orjson
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from adapters.web.ids import is_client_id

VERSION = 1
LARGEST_FRAME = 64 * 1024
"""Bytes of one frame; 4000 characters of four bytes each and their escapes fit."""

_Id = Annotated[str, Field(min_length=8, max_length=64)]
_Seq = Annotated[int, Field(ge=0, le=2**53)]


class _Frame(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)


class PageFacts(_Frame):
    """Where the customer is."""

    url: Annotated[str, Field(max_length=2000)] = ""
    title: Annotated[str, Field(max_length=300)] = ""


class BrowserFacts(_Frame):
    """What the customer's browser tells of itself."""

    zone: Annotated[str, Field(max_length=64)] = ""
    screen: Annotated[str, Field(max_length=20)] = ""
    touch: bool = False


class Hello(_Frame):
    """The first frame."""

    t: Literal["hello"]
    v: int = VERSION
    token: Annotated[str, Field(max_length=8000)]
    conversation: Annotated[str, Field(max_length=100)] | None = None
    last_seq: _Seq = 0
    page: PageFacts | None = None
    locale: Annotated[str, Field(max_length=40)] = ""
    facts: BrowserFacts | None = None


class Say(_Frame):
    """A message. The length of the text is judged later, so that the answer can name the message."""

    t: Literal["say"]
    id: _Id
    text: str = ""
    files: Annotated[list[Annotated[str, Field(max_length=300)]], Field(max_length=50)] = []


class Typing(_Frame):
    """The customer writes, or has stopped."""

    t: Literal["typing"]
    on: bool


class Read(_Frame):
    """What the customer has on screen."""

    t: Literal["read"]
    seq: _Seq


class PageMoved(PageFacts):
    """The customer went to another page."""

    t: Literal["page"]


class End(_Frame):
    """The customer ends the chat."""

    t: Literal["end"]
    id: _Id


class Choose(_Frame):
    """The customer chose from a menu."""

    t: Literal["choose"]
    id: _Id
    message: Annotated[str, Field(max_length=100)]
    choice: Annotated[int, Field(ge=0, le=100)]


class PageAnswer(_Frame):
    """The customer opened a page that was offered, or would not."""

    t: Literal["page_answer"]
    id: _Id
    message: Annotated[str, Field(max_length=100)]
    opened: bool


class Rate(_Frame):
    """What the customer says of the chat after its end."""

    t: Literal["rate"]
    id: _Id
    conversation: Annotated[str, Field(max_length=100)]
    score: Annotated[int, Field(ge=1, le=100)]
    comment: str = ""


class Offline(_Frame):
    """The form that is left while nobody is there. What is wrong with an answer is said at its field, later."""

    t: Literal["offline"]
    id: _Id
    answers: Annotated[
        dict[Annotated[str, Field(max_length=100)], str | Annotated[list[str], Field(max_length=100)]],
        Field(max_length=50),
    ]


class Restart(_Frame):
    """The customer puts an ended chat away."""

    t: Literal["restart"]
    id: _Id


class Ping(_Frame):
    """Are you there?"""

    t: Literal["ping"]


Click = Choose | PageAnswer | Rate | Offline
ClientFrame = Hello | Say | Typing | Read | PageMoved | Click | End | Restart | Ping
_KNOWN = {
    *("hello", "say", "typing", "read", "page", "end", "restart", "ping"),
    *("choose", "page_answer", "rate", "offline"),
}
_FRAME: TypeAdapter[ClientFrame] = TypeAdapter(Annotated[ClientFrame, Field(discriminator="t")])


class Malformed(Exception):
    """A frame that can't be read. `about` is its id, when it had one."""

    def __init__(self, message: str, about: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.about = about


def read_frame(text: str | bytes) -> ClientFrame | None:
    """Read one frame; None for a kind that is not known.

    Raises:
        Malformed: it is no JSON object with a "t", or its fields are wrong.
    """
    try:
        raw: Any = orjson.loads(text)
    except orjson.JSONDecodeError:
        raise Malformed("The frame is not JSON. Each frame must be one JSON object.") from None
    if not isinstance(raw, dict) or not isinstance(raw.get("t"), str):
        raise Malformed('The frame must be a JSON object with a text "t" that says what it is.')
    if raw["t"] not in _KNOWN:
        return None
    about = raw.get("id")
    about = about if isinstance(about, str) and is_client_id(about) else None
    try:
        frame = _FRAME.validate_python(raw)
    except ValidationError as error:
        raise Malformed(_why(raw["t"], error), about) from None
    if isinstance(frame, Say | Click | End | Restart) and about is None:
        raise Malformed(f'The "{frame.t}" frame\'s id must be 8 to 64 letters, digits, _ or -.')
    return frame


def _why(kind: str, error: ValidationError) -> str:
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    field = ".".join(str(step) for step in first["loc"] if step != kind)
    return f'The "{kind}" frame is wrong at "{field}": {first["msg"]}.'
