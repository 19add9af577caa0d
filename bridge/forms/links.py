"""Where a secure form is filled in and where it is opened: a customer's one-time link, an agent's page.

A customer's token is 256 bits, made from the form's id and a key: so it is written nowhere, and a message that is sent
again has the same link. The database has its SHA-256 alone.
"""

from base64 import urlsafe_b64encode
from dataclasses import dataclass
from hashlib import sha256

from bridge.forms.keys import Keyring
from bridge.pages.tickets import Tickets
from core.ids import AgentId, DeskName, FormId
from core.messages import FormOffer, Mark, MarkKind, Part, Text

CUSTOMERS = "/f/"
AGENTS = "/desk/forms/"


def digest_of(token: str) -> str:
    """Give what is stored of a token."""
    return sha256(token.encode(errors="surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class FormLinks:
    """Makes the addresses."""

    keyring: Keyring
    public_url: str

    def token(self, form: FormId) -> str:
        """Give a form's token, by the present key."""
        return self._tokens(form)[0]

    def customers(self, form: FormId, stored: str | None = None) -> str:
        """Give the address at which the customer fills it in; of the key by which it was `stored`."""
        fitting = (one for one in self._tokens(form) if stored is None or digest_of(one) == stored)
        return f"{self.public_url.rstrip('/')}{CUSTOMERS}{next(fitting, self.token(form))}"

    def agents(self, form: FormId, by_code: tuple[DeskName, AgentId] | None = None) -> str:
        """Give the address at which agents open it; with whom a code could be sent to, where they sign in so."""
        address = f"{self.public_url.rstrip('/')}{AGENTS}{form}"
        return f"{address}?for={Tickets(self.keyring).make(*by_code)}" if by_code is not None else address

    def _tokens(self, form: FormId) -> list[str]:
        return [_text(one) for one in self.keyring.derived("form link", form)]


def with_form_link(parts: tuple[Part, ...], links: FormLinks | None) -> tuple[Part, ...]:
    """Give a message for a channel that shows no forms: behind what asks for one stands where it is filled in.

    Written when it is sent: the address is in no table.
    """
    return tuple(_linked(part, links) for part in parts) if links is not None else parts


def _linked(part: Part, links: FormLinks) -> Part:
    if not isinstance(part, Text) or not isinstance(part.asks, FormOffer):
        return part
    address = links.customers(part.asks.form)
    words = f"{part.text}\n{address}"
    return Text(words, (Mark(MarkKind.LINK, len(words) - len(address), len(words), address),))


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")
