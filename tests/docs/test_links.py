"""Links lead somewhere, paths exist, commands in blocks can be called."""

import re
import textwrap

import click
import pytest
from tests.docs.reading import DOCS, PAGES, ROOT, blocks, in_backticks, name_page, prose

from summitry.cli.main import cli

LINK = re.compile(r"\]\(([^)\s]+)\)")
PATH = re.compile(r"(?:\.ci|src|tests|scripts|docs|benchmarks)/[\w./-]+|run\.py")
LARGEST_PICTURE_BYTES = 200_000
pages = pytest.mark.parametrize("page", PAGES, ids=name_page)


def anchors(text):
    """The anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", prose(text), re.MULTILINE)
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings)
    return {heading.strip().replace(" ", "-") for heading in plain}


@pages
def test_every_relative_link_resolves(page):
    text = prose(page.read_text(encoding="utf-8"))
    for link in LINK.findall(text):
        if "://" in link:
            continue
        target, _, anchor = link.partition("#")
        file = page.parent / target if target else page
        assert file.exists(), link
        if anchor:
            assert anchor in anchors(file.read_text(encoding="utf-8")), link


@pages
def test_every_path_of_the_repository_exists(page):
    text = prose(page.read_text(encoding="utf-8"))
    paths = [one for one in in_backticks(text) if PATH.fullmatch(one)]
    assert [one for one in paths if not (ROOT / one).exists()] == []


def test_every_page_can_be_reached_from_the_readme():
    seen = set()
    to_read = [ROOT / "README.md"]
    while to_read:
        page = to_read.pop()
        seen.add(page)
        links = LINK.findall(prose(page.read_text(encoding="utf-8")))
        files = {(page.parent / link.partition("#")[0]).resolve() for link in links}
        to_read += [file for file in files - seen if file.suffix == ".md"]
    assert set(PAGES) - seen == set()


def test_every_picture_is_small_and_shown_somewhere():
    shown = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    for picture in (DOCS / "images").iterdir():
        assert f"images/{picture.name}" in shown
        assert picture.stat().st_size < LARGEST_PICTURE_BYTES


@pages
def test_every_command_in_a_block_can_be_called(page):
    for language, content in blocks(page.read_text(encoding="utf-8")):
        if language.startswith("sh"):
            for line in textwrap.dedent(content).splitlines():
                called = re.match(r"(?:summitry|python3 (?:\.\./)?run\.py) (.+)", line)
                if called and called[1].split()[0] not in {"test", "check"}:
                    assert_command(called[1].split())


def assert_command(words):
    """A command of that name takes these options."""
    command = cli
    while isinstance(command, click.Group):
        name = words.pop(0)
        command = command.get_command(click.Context(command), name)
        assert command is not None, f"there is no command {name!r}"
    known = {option for each in command.params for option in each.opts}
    assert {word for word in words if word.startswith("--")} <= known | {"--help"}
