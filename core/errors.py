"""Every way in which the bridge says no.

    BridgeError
    ├─ ConfigInvalid              (config.problems) the file can't be used; carries every problem
    ├─ InboundRejected            a request from outside that is not taken; `http_status`
    │   ├─ SignatureInvalid       401
    │   ├─ PayloadMalformed       400
    │   ├─ PayloadTooLarge        413
    │   ├─ FileRefused            413, 415: too large, or of a kind that may not pass
    │   └─ Overloaded             503, with `retry_after`
    ├─ Refused                    a person asked for what can't be done now; shown to that person
    │   ├─ CommandUnknown ├─ ArgumentsInvalid ├─ NotPermitted ├─ WrongPlace
    │   └─ OfferGone ├─ ConversationClosed ├─ CapacityReached
    ├─ DeliveryFailed             a send that did not end well; may it be repeated?
    │   ├─ Transient              not sent, try again after `retry_after` seconds
    │   ├─ Permanent              not sent, trying again is useless; a person must act
    │   │   ├─ Blocked            … and can: it is kept, and sent once the place is mended
    │   │   ├─ Unreachable        … because of the person: gone, blocked, without the app
    │   │   └─ NotOffered         … because the platform has no such thing there
    │   └─ Uncertain              perhaps sent: never blindly repeated
    ├─ AdapterNotReady            at start: try again later
    ├─ AdapterAuthFailed          at start: a person must act
    ├─ NotSignedIn                a platform's sign-in did not say who somebody is; `why`
    ├─ VaultUnreachable           the form vault can't be reached; ask again
    ├─ Conflict                   another writer was first; the item is done again
    └─ IllegalTransition          our bug: state, event, conversation

Rules: `text` is for people, `detail` is for logs (no message bodies), `code` is stable and documented.
"""

from core.sentences import Sentence


class BridgeError(Exception):
    """The root of all errors that the bridge raises on purpose."""

    code = "error"

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail or self.code)
        self.detail = detail


class InboundRejected(BridgeError):
    """A request from outside that is not taken."""

    code = "rejected"
    http_status = 400


class SignatureInvalid(InboundRejected):
    """The request isn't signed by the vendor, or too long ago."""

    code = "signature_invalid"
    http_status = 401


class PayloadMalformed(InboundRejected):
    """The request's body can't be read as what it claims to be."""

    code = "payload_malformed"


class PayloadTooLarge(InboundRejected):
    """The request's body, or a text in it, is above the limit."""

    code = "payload_too_large"
    http_status = 413


class FileRefused(InboundRejected):
    """A file that may not pass, found by its content or its size. `message` is for whoever sent it."""

    def __init__(self, http_status: int, code: str, message: str) -> None:
        super().__init__(code)
        self.http_status = http_status
        self.code = code
        self.message = message


class Overloaded(InboundRejected):
    """More is waiting than can be worked off; the sender should try again later."""

    code = "overloaded"
    http_status = 503

    def __init__(self, detail: str = "", retry_after: float = 1.0) -> None:
        super().__init__(detail)
        self.retry_after = retry_after


class Refused(BridgeError):
    """A person asked for something that can't be done now. `sentence` is shown to that person alone."""

    code = "refused"

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence.key)
        self.sentence = sentence


class CommandUnknown(Refused):
    """No command has that name."""

    code = "command_unknown"


class ArgumentsInvalid(Refused):
    """An argument is missing, unknown or ambiguous. `arg` names it, so that a form can say it at its field."""

    code = "arguments_invalid"

    def __init__(self, sentence: Sentence, arg: str = "") -> None:
        super().__init__(sentence)
        self.arg = arg


class NotPermitted(Refused):
    """The person lacks the right."""

    code = "not_permitted"


class WrongPlace(Refused):
    """The command needs a conversation, and the place where it was given names none."""

    code = "wrong_place"


class OfferGone(Refused):
    """The offer was accepted by somebody else, withdrawn or has run out."""

    code = "offer_gone"


class ConversationClosed(Refused):
    """The conversation has ended."""

    code = "conversation_closed"


class CapacityReached(Refused):
    """The agent can't take one more chat."""

    code = "capacity_reached"


class DeliveryFailed(BridgeError):
    """A send that did not end well. `reason` is shown to the agent, in words that say what to do."""

    code = "delivery_failed"
    certain = True

    def __init__(self, detail: str = "", *, reason: Sentence | None = None) -> None:
        super().__init__(detail)
        self.reason = reason


class Transient(DeliveryFailed):
    """Not sent, and worth another try after `retry_after` seconds (None: the caller's back-off).

    `throttled` says that the platform asks for that pause of all acts of the kind.
    """

    code = "delivery_transient"

    def __init__(
        self,
        detail: str = "",
        *,
        retry_after: float | None = None,
        throttled: bool = False,
        reason: Sentence | None = None,
    ) -> None:
        super().__init__(detail, reason=reason)
        self.retry_after = retry_after
        self.throttled = throttled


class Permanent(DeliveryFailed):
    """Not sent, and no repetition will help."""

    code = "delivery_permanent"


class Blocked(Permanent):
    """Not sent because of the place (archived, not invited, token refused): kept, tried now and then, and shown."""

    code = "delivery_blocked"


class Unreachable(Permanent):
    """Not sent because of the person to whom it goes: gone, blocked, not allowed, or without the app."""

    code = "delivery_unreachable"


class NotOffered(Permanent):
    """Not done because the platform has no such thing there: an optional ability that it was thought to have."""

    code = "delivery_not_offered"


class Uncertain(DeliveryFailed):
    """The request left and no answer came: it may have been sent."""

    code = "delivery_uncertain"
    certain = False


class AdapterNotReady(BridgeError):
    """An adapter can't start yet; the bridge tries again."""

    code = "adapter_not_ready"


class AdapterAuthFailed(BridgeError):
    """An adapter's credentials are refused; a person must act."""

    code = "adapter_auth_failed"


class NotSignedIn(BridgeError):
    """A platform's sign-in did not say who somebody is. `why` is a word for the log and the audit log."""

    code = "not_signed_in"

    def __init__(self, why: str, *, is_elsewhere: bool = False, is_for_now: bool = False) -> None:
        super().__init__(why)
        self.why = why
        self.is_elsewhere = is_elsewhere
        """Whether they have signed in, with another company's account."""
        self.is_for_now = is_for_now
        """Whether the platform can't be asked now."""


class VaultUnreachable(BridgeError):
    """The form vault can't be reached; what it was to do may or may not have been done."""

    code = "vault_unreachable"


class Conflict(BridgeError):
    """Another writer changed the same row first; nothing was written."""

    code = "conflict"


class IllegalTransition(BridgeError):
    """An event that the state machine should never have been given: our bug."""

    code = "illegal_transition"
