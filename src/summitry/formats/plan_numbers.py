"""Numbers of a plan file: known, ranges, distributions, by year, with or without a unit."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, cast

from summitry.core.pathways.inputs import Normal, Number, Pert, Range, Steps

#: What is wrong, by path.
Problems = dict[str, str]

_TONNES: Final = {"t": 1.0, "kg": 1e-3, "kt": 1e3, "Mt": 1e6}
_ENERGY: Final = {
    "MWh": 1.0,
    "kWh": 1e-3,
    "GWh": 1e3,
    "GJ": 1 / 3.6,
    "TJ": 1000 / 3.6,
}
_FACTOR: Final = {
    "t/MWh": 1.0,
    "kg/kWh": 1.0,
    "kg/MWh": 1e-3,
    "g/kWh": 1e-3,
    "t/GJ": 3.6,
    "kg/GJ": 3.6e-3,
    "t/TJ": 3.6e-3,
    "kg/TJ": 3.6e-6,
}
_FRACTION: Final = {"fraction": 1.0, "percent": 0.01, "%": 0.01}
_MONEY: Final = {"": 1.0, "thousand ": 1e3, "million ": 1e6}
_PRICE: Final = {"/MWh": 1.0, "/kWh": 1e3, "/GJ": 3.6}

_FRACTION_KEYS: Final = frozenset(
    (
        *("share", "reduction", "reach", "uptake", "persistence", "recovered"),
        *("docf", "methane_fraction", "oxidation", "doc", "mcf", "discount_rate"),
        *("growth", "history_growth", "efficiency"),
    )
)

_DISTRIBUTIONS: Final[Mapping[frozenset[str], Callable[..., Number]]] = {
    frozenset(("mean", "sd")): Normal,
    frozenset(("low", "likely", "high")): Pert,
}
_FORMS: Final = (
    "a number, a range [low, high], {mean, sd} or {low, likely, high}, "
    "each also as {value, unit}"
)


@dataclass(frozen=True, slots=True)
class NumberReader:
    """Reads numbers of one plan; ``currency`` is what its money must be in."""

    currency: str
    problems: Problems

    def read(self, value: object, path: str, *, by_year: bool) -> Number | Steps | None:
        """Read one number; None where something is wrong, which is noted."""
        stated, scale = self._take_unit(value, path)
        if by_year and _has_years(stated):
            return self._read_years(cast("Mapping[int, object]", stated), path, scale)
        found = self._read_one(stated, path)
        if found is None:
            return None
        return found if scale == 1 else _scale(found, scale)

    def _take_unit(self, value: object, path: str) -> tuple[object, float]:
        if not isinstance(value, dict):
            return value, 1.0
        rest = dict(cast("Mapping[object, object]", value))
        if "unit" not in rest:
            return rest, 1.0
        unit = rest.pop("unit")
        known = self._units_of(path.rsplit(".", 1)[-1])
        inner: object = rest["value"] if set(rest) == {"value"} else rest
        if not isinstance(unit, str) or unit not in known:
            allowed = ", ".join(known) or "none: it has no unit"
            self.problems[f"{path}.unit"] = f"must be one of {allowed}; got {unit!r}"
            return inner, 1.0
        return inner, known[unit]

    def _units_of(self, key: str) -> Mapping[str, float]:
        if key in _FRACTION_KEYS:
            return _FRACTION
        if key in ("investment", "annual_cost"):
            return {f"{size}{self.currency}": n for size, n in _MONEY.items()}
        if key == "per_mwh":
            return {f"{self.currency}{energy}": n for energy, n in _PRICE.items()}
        kinds = {"intensity_mwh": _ENERGY, "t_per_mwh": _FACTOR}
        return kinds.get(key, _TONNES if key.endswith("_t") else {})

    def _read_years(
        self, value: Mapping[int, object], path: str, scale: float
    ) -> Steps | None:
        knots: list[tuple[int, Number]] = []
        for year, number in sorted(value.items()):
            found = self._read_one(number, f"{path}.{year}")
            if found is not None:
                knots.append((year, _scale(found, scale)))
        return Steps(tuple(knots)) if len(knots) == len(value) else None

    def _read_one(self, value: object, path: str) -> Number | None:
        if isinstance(value, list):
            return self._read_range(cast("list[object]", value), path)
        if isinstance(value, dict):
            return self._read_distribution(cast("Mapping[str, object]", value), path)
        return self.read_float(value, path)

    def _read_range(self, value: list[object], path: str) -> Range | None:
        ends = [self.read_float(each, path) for each in value]
        if len(ends) != 2 or None in ends:  # noqa: PLR2004 - a range has two ends
            self.problems.setdefault(path, f"must be {_FORMS}, got {value!r}")
            return None
        low, high = cast("list[float]", ends)
        return Range(low, high)

    def _read_distribution(
        self, value: Mapping[str, object], path: str
    ) -> Number | None:
        kind = _DISTRIBUTIONS.get(frozenset(value))
        if kind is None:
            self.problems[path] = f"must be {_FORMS}, got the keys {_list(value)}"
            return None
        read: dict[str, float] = {}
        for name, each in value.items():
            number = self.read_float(each, f"{path}.{name}")
            if number is not None:
                read[name] = number
        return kind(**read) if len(read) == len(value) else None

    def read_float(self, value: object, path: str) -> float | None:
        """Read a finite number; a boolean is none."""
        if isinstance(value, int | float) and not isinstance(value, bool):
            try:
                number = float(value)
            except OverflowError:
                number = math.inf
            if math.isfinite(number):
                return number
        self.problems[path] = f"must be {_FORMS}, got {_show(value)}"
        return None


def state_number(number: Number | Steps) -> object:
    """Write a number as a plan file has it."""
    match number:
        case Steps(knots=knots):
            return {year: state_number(each) for year, each in knots}
        case Range(low=low, high=high):
            return [low, high]
        case Normal(mean=mean, sd=sd):
            return {"mean": mean, "sd": sd}
        case Pert(low=low, likely=likely, high=high):
            return {"low": low, "likely": likely, "high": high}
        case _:
            return int(number) if number == int(number) else number


def _scale(number: Number, scale: float) -> Number:
    match number:
        case Range(low=low, high=high):
            return Range(low * scale, high * scale)
        case Normal(mean=mean, sd=sd):
            return Normal(mean * scale, sd * scale)
        case Pert(low=low, likely=likely, high=high):
            return Pert(low * scale, likely * scale, high * scale)
        case _:
            return number * scale


def _has_years(value: object) -> bool:
    if not isinstance(value, dict):
        return False
    keys = list(cast("Mapping[object, object]", value))
    return bool(keys) and all(
        isinstance(key, int) and not isinstance(key, bool) for key in keys
    )


def _list(value: Mapping[str, object]) -> str:
    return ", ".join(str(key) for key in value) or "none"


def _show(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}…"  # noqa: PLR2004 - one line
