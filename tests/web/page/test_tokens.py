import re
from pathlib import Path

import pytest

from summitry.web.page import tokens

CSS = Path(tokens.__file__).parent / "static" / "page" / "tokens.css"
ROOT_BLOCK = re.compile(r":root \{(.*?)\}", re.DOTALL)
COLOUR = re.compile(r"--(\w+): (#[0-9a-f]{6});")
THEMES = {"light": tokens.LIGHT, "dark": tokens.DARK}
BACKGROUNDS = ("paper", "raised", "wash")
TEXTS = ("ink", "soft", "accent", "promise", "warn")


def luminance(colour):
    """Relative luminance as WCAG 2.2 defines it."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    ]
    return sum(k * c for k, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_of_black_on_white_is_21():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_css_and_python_hold_the_same_colours():
    light, dark = (
        dict(COLOUR.findall(block)) for block in ROOT_BLOCK.findall(CSS.read_text())
    )
    assert light == tokens.LIGHT
    assert dark == tokens.DARK


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("background", BACKGROUNDS)
@pytest.mark.parametrize("text", TEXTS)
def test_text_has_the_contrast_of_wcag_aa(theme, background, text):
    colours = THEMES[theme]
    assert contrast(colours[text], colours[background]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("background", ["paper", "raised"])
def test_edge_of_an_input_has_three_to_one(theme, background):
    assert contrast(THEMES[theme]["edge"], THEMES[theme][background]) >= 3


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("dot", ["ink", "accent", "promise", "warn"])
def test_dot_on_land_has_three_to_one(theme, dot):
    assert contrast(THEMES[theme][dot], THEMES[theme]["land"]) >= 3


def test_no_two_tokens_share_a_colour_because_pictures_are_told_apart_by_it():
    assert len(set(tokens.LIGHT.values())) == len(tokens.LIGHT)
