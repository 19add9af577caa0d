"""Secure forms on a customer's page: what the page is told of a form, and what comes back from it.

Not an adapter: the shared part of the widget and of the page behind a link.
"""

from adapters.secure_forms.answering import answer_of
from adapters.secure_forms.describing import described
from adapters.secure_forms.reading import Sent, read_sent

__all__ = ["Sent", "answer_of", "described", "read_sent"]
