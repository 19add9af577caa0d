"""Knowledge bases: folders of articles, written in Markdown."""

from typing import Annotated

from pydantic import Field

from config.addresses import BaseUrl
from config.base import Part
from config.languages import Language
from config.names import Title


class KnowledgeBase(Part):
    """One folder of articles."""

    title: Title = Field(description="What agents call it.")
    folder: Annotated[str, Field(min_length=1, max_length=500)] = Field(
        description="The folder with the Markdown files, below which there may be others."
    )
    url: BaseUrl | None = Field(
        default=None,
        description="Where customers can read the articles: the address to which an article's file name, without .md, "
        "is added. Left out: only their text can be sent.",
    )
    language: Language | None = Field(default=None, description="The language of the articles. Left out: any.")
