"""What SMS carries: text, and files by MMS where the customer's network has it."""

from core.capabilities import Capabilities, Support

TEXT_MAX = 1600
"""Characters of one request, counted here as UTF-16 units, the stricter way.
https://www.twilio.com/docs/glossary/what-sms-character-limit"""

MMS_MAX = 5_000_000
"""Bytes of all files of one message: https://www.twilio.com/docs/messaging/guides/accepted-mime-types"""

SMS = Capabilities(text_max=TEXT_MAX)
"""Nothing is edited, deleted, typed, read or formatted: a text message is final."""

MMS = Capabilities(text_max=TEXT_MAX, files=Support.PARTIAL, file_max=MMS_MAX)
