"""Several files: how they are put together, and what is told when they can't be."""

from pathlib import Path

import pytest

from config.files import LARGEST
from config.load import load
from config.problems import ConfigInvalid
from tests.config.conftest import GOOD, Folder
from tests.config.sections import SMALL


def test_included_files_add_to_the_first(folder: Folder) -> None:
    folder.write("queues:\n  sales: {title: Sales, desk: slack, places: [C2]}\ninclude: [deeper.yaml]\n", "more/q.yaml")
    folder.write("agents:\n  bob: {name: Bob, ids: {slack: T1/U2}, queues: [sales]}\n", "more/deeper.yaml")

    loaded = folder.load(more="include: [more/q.yaml]\n")

    assert (sorted(loaded.queues), sorted(loaded.agents)) == (["billing", "sales"], ["ada", "bob"])
    assert loaded.include == ("more/q.yaml", "more/deeper.yaml")


def test_a_problem_names_the_included_file_and_its_own_line(folder: Folder) -> None:
    folder.write("\n\nqueues:\n  sales: {title: Sales, desk: slak, places: [C1]}\n", "more/q.yaml")

    assert folder.problems(more="include: [more/q.yaml]\n") == [
        (
            "more/q.yaml:4  queues -> sales -> desk: there is no desk 'slak'. Did you mean 'slack'?  "
            "See docs/configuration.md#queues-desk"
        )
    ]


def test_two_files_cannot_set_the_same_key(folder: Folder) -> None:
    folder.write("queues:\n  billing:\n    title: Bills\n    desk: slack\nlog: {level: debug}\n", "more.yaml")

    assert folder.problems(more="include: [more.yaml]\n") == [
        "more.yaml:3  queues -> billing -> title: is already set in bridge.yaml:3. Keep one of the two.",
        "more.yaml:4  queues -> billing -> desk: is already set in bridge.yaml:4. Keep one of the two.",
    ]


def test_several_files_on_the_command_line_are_put_together(folder: Folder) -> None:
    folder.write(GOOD)
    folder.write("log: {level: debug}\n", "more.yaml")

    loaded = load(["bridge.yaml", Path("more.yaml")], {}, SMALL)

    assert loaded.log.level == "debug"


def test_files_that_include_each_other_are_read_once(folder: Folder) -> None:
    folder.write("include: [bridge.yaml, more.yaml]\n", "more.yaml")

    assert folder.load(more="include: [more.yaml]\n").queues["billing"].title == "Billing"


def test_an_empty_include_says_nothing(folder: Folder) -> None:
    assert folder.load(more="include:\n").include == ()


@pytest.mark.parametrize("written", ["more.yaml", "[5]", "{a: b}"])
def test_include_must_be_a_list_of_names(folder: Folder, written: str) -> None:
    assert folder.problems(more=f"include: {written}\n") == [
        "bridge.yaml:18  include: must be a list of file names. Write 'include: [queues.yaml]'."
    ]


def test_every_file_that_cannot_be_read_is_told_where_it_is_asked_for(folder: Folder) -> None:
    folder.write("a: {", "broken.yaml")
    folder.write("x: !tag y\n", "odd.yaml")
    (folder.path / "folder").mkdir()

    assert folder.problems(more='include: [none.yaml, folder, broken.yaml, odd.yaml, "a\\0b"]\n') == [
        (
            "bridge.yaml:18  include -> item 1: the file 'none.yaml' can't be read (no such file or directory). "
            "Check the name and the rights."
        ),
        (
            "bridge.yaml:18  include -> item 2: the file 'folder' can't be read (is a directory). "
            "Check the name and the rights."
        ),
        (
            "bridge.yaml:18  include -> item 5: the file 'a b' can't be read (not a file name). "
            "Check the name and the rights."
        ),
        (
            "broken.yaml:1  a { or [ is not closed, or a comma is missing. Close every { and [, put commas between the "
            'entries, and quote "${NAME}" inside them.'
        ),
        "odd.yaml:1  x: has a tag (!...), which isn't used here. Put the value in quotes.",
    ]


def test_a_first_file_that_is_missing_is_told(folder: Folder) -> None:
    with pytest.raises(ConfigInvalid) as caught:
        load(["none.yaml"], {}, SMALL)

    assert str(caught.value) == (
        "none.yaml  the file 'none.yaml' can't be read (no such file or directory). Check the name and the rights."
    )


def test_a_file_without_end_is_not_read(folder: Folder) -> None:
    assert folder.problems(b"#" * (LARGEST + 1)) == ["bridge.yaml  the file is larger than 4 MB."]
