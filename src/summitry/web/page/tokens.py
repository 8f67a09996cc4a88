"""Colours and typefaces, once for charts and for the style sheet.

Nothing is generated from this file: ``static/page/tokens.css`` says the same in
CSS, and a test holds the two equal. Colours mean something everywhere: ``ink`` is
measured, ``accent`` is estimated, ``promise`` is promised, ``warn`` disagrees.
"""

from typing import Literal

Colour = Literal[
    "paper",
    "raised",
    "wash",
    "land",
    "hair",
    "edge",
    "ink",
    "soft",
    "accent",
    "promise",
    "warn",
]

LIGHT: dict[Colour, str] = {
    "paper": "#fbfaf6",
    "raised": "#ffffff",
    "wash": "#eef3ef",
    "land": "#d9e2da",
    "hair": "#dcd9cf",
    "edge": "#808a84",
    "ink": "#17211e",
    "soft": "#56615c",
    "accent": "#0a6b5a",
    "promise": "#98540a",
    "warn": "#a12e1f",
}

DARK: dict[Colour, str] = {
    "paper": "#121614",
    "raised": "#191f1c",
    "wash": "#1b2420",
    "land": "#2a3530",
    "hair": "#2e3632",
    "edge": "#75817a",
    "ink": "#e9ece8",
    "soft": "#a2ada7",
    "accent": "#62c4ae",
    "promise": "#e0a055",
    "warn": "#ee8573",
}

# The renderer takes the first family it finds and falls back glyph by glyph to any
# font at all, so a family with Chinese comes first or sans text gets serif Chinese.
CHART_FONTS = (
    "Noto Sans CJK SC, Source Han Sans SC, PingFang SC, Microsoft YaHei, "
    "Noto Sans, Liberation Sans, Arial, sans-serif"
)
