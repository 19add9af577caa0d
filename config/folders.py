"""Folders in which agents find things, written as a path: `Billing/Refunds`."""

from typing import Annotated

from pydantic import AfterValidator, Field

from config.labels import Label

DEEPEST = 4


def check_folder(value: str) -> str:
    """Accept a path of folders.

    Raises:
        ValueError: one has no name, or they are too deep.
    """
    parts = value.split("/")
    if value and not all(part.strip() for part in parts):
        raise ValueError("must be names between single slashes, such as Billing/Refunds")
    if len(parts) > DEEPEST:
        raise ValueError(f"must be at most {DEEPEST} folders deep")
    return value


def folder_parts(value: str) -> tuple[str, ...]:
    """Give the names of the folders, outermost first."""
    return tuple(part.strip() for part in value.split("/")) if value else ()


Folder = Annotated[str, Field(max_length=200), AfterValidator(check_folder), Label("folder")]
"""A path of folders; empty for none."""
