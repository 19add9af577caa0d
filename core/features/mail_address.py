"""An address to which mail can be sent.

Rule: what stands in a header or in an SMTP command is letters, digits and plain signs alone. Encoded words, which a
reader of the header would take apart again, are refused with the rest (https://www.rfc-editor.org/rfc/rfc2047#section-2).
"""

import re

LONGEST = 254
"""Characters, https://www.rfc-editor.org/errata/eid1690."""
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"[A-Za-z0-9.!#$%&'*+/=?^_{{|}}~-]{{1,64}}@(?:{_LABEL}\.)+{_LABEL}")


def is_address(text: str) -> bool:
    """Tell whether mail can be sent there."""
    return len(text) <= LONGEST and "=?" not in text and _ADDRESS.fullmatch(text) is not None
