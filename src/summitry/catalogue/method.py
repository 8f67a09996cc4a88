"""A published method as the catalogue holds it: what it says, what it takes, how to run it."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import cast

from summitry.catalogue.fields import Problems
from summitry.catalogue.schema import OneOf, Record
from summitry.core.errors import InvalidDataError
from summitry.core.inventory.methods.calculation import Calculation

Output = dict[str, object]

_OUT_OF_RANGE = "is out of range ({}); check the size of the numbers and their units"


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """One entry of the catalogue.

    ``function`` is called with the keys of ``schema``, or, where the schema is a choice or
    makes a value of its keys, with that value; it returns the output, or a calculation that has the output as
    its result. The worked example is run by a test.
    """

    name: str
    title: str
    equation: str
    source: str
    schema: Record | OneOf
    example_input: Mapping[str, object]
    example_output: Mapping[str, object]
    function: Callable[..., Output | Calculation[Output]]


def run_method(method: Method, given: object) -> Output:
    """Check an input as it came from JSON, and compute.

    Raises InvalidDataError naming each key that is at fault by its dotted path, or
    ``result`` where the numbers lead out of what a computer can hold.
    """
    answer = _call(method, given)
    return answer.result if isinstance(answer, Calculation) else answer


def explain_method(method: Method, given: object) -> Calculation[Output] | None:
    """Compute, and keep the equation with the numbers in it; None where a method has none.

    Raises InvalidDataError as ``run_method`` does.
    """
    answer = _call(method, given)
    return answer if isinstance(answer, Calculation) else None


def _call(method: Method, given: object) -> Output | Calculation[Output]:
    problems: Problems = {}
    values = method.schema.read(given, "", problems)
    if problems:
        raise InvalidDataError(problems)
    try:
        if isinstance(values, dict):
            answer = method.function(**cast("dict[str, object]", values))
        else:
            answer = method.function(values)
    except (OverflowError, ZeroDivisionError) as error:
        raise InvalidDataError({"result": _OUT_OF_RANGE.format(error)}) from error
    output = answer.result if isinstance(answer, Calculation) else answer
    _check_finite(output, "result")
    return answer


def _check_finite(value: object, key: str) -> None:
    """Refuse a result that JSON cannot carry."""
    if isinstance(value, float) and not math.isfinite(value):
        raise InvalidDataError({key: _OUT_OF_RANGE.format(value)})
    if isinstance(value, dict):
        for name, each in cast("dict[str, object]", value).items():
            _check_finite(each, f"{key}.{name}")
    elif isinstance(value, list):
        for place, each in enumerate(cast("list[object]", value)):
            _check_finite(each, f"{key}.{place}")
