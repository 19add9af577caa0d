"""Attachments, whoever sends them: what a file is by its content, and whether it may pass.

Not an adapter: the shared part of all that take in files. The same rules hold both ways.
"""

from adapters.attachments.admitting import Admitted, admit

__all__ = ["Admitted", "admit"]
