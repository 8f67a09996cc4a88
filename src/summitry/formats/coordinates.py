"""Points as the sources print them: ``POINT (lon lat)`` and ``(lat, lon)``."""

import re

_HIGHEST_LATITUDE = 90
_HIGHEST_LONGITUDE = 180
_NUMBER = r"(-?\d+(?:\.\d+)?)"
_WELL_KNOWN_TEXT = re.compile(
    rf"POINT\s*\(\s*{_NUMBER}\s+{_NUMBER}\s*\)", re.IGNORECASE
)
_PAIR = re.compile(rf"\(\s*{_NUMBER}\s*,\s*{_NUMBER}\s*\)")


def parse_point(text: str) -> tuple[float, float] | None:
    """Read latitude and longitude in degrees, ``None`` where there is no such point."""
    if match := _WELL_KNOWN_TEXT.search(text):
        longitude, latitude = float(match[1]), float(match[2])
    elif match := _PAIR.search(text):
        latitude, longitude = float(match[1]), float(match[2])
    else:
        return None
    if abs(latitude) > _HIGHEST_LATITUDE or abs(longitude) > _HIGHEST_LONGITUDE:
        return None
    return latitude, longitude
