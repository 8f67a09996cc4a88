"""Words for faults, and the chart of registrations."""

from typing import get_args

from django.utils import translation
from tests.web.delegations.making import category, delegation, desk, register

from summitry.formats.delegates import Fault, FaultReason
from summitry.web.delegations.queries import count_by_category
from summitry.web.delegations.wording import draw_registrations, name_fault


def test_every_fault_has_words():
    said = [name_fault(Fault(2, "Mode", "x", one)) for one in get_args(FaultReason)]
    assert len(set(said)) == len(get_args(FaultReason))
    assert name_fault(Fault(2, "Name", "", "missing")) == "Name is empty"
    assert (
        name_fault(Fault(2, "E-mail", "x", "not_an_email"))
        == "E-mail “x” is no e-mail address"
    )


def test_the_chart_counts_who_is_registered_and_nobody_who_waits(empty):
    one = delegation(category(desk(seats=1)))
    for mode in ("in_person", "in_person", "online"):
        register(one, mode=mode)
    with translation.override("en"):
        chart = draw_registrations("Congress", count_by_category(one.desk))
    assert chart.table.rows == (
        ("local government, in person", 1),
        ("local government, online", 1),
    )
