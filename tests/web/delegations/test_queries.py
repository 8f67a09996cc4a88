"""Questions asked of the desk."""

from tests.web.delegations.making import NOW, category, delegation, desk, register

from summitry.web.delegations.queries import (
    clean_code,
    count_by_category,
    delegations_at,
    find_by_badge,
    group_code,
    seats_of,
)


def test_a_typed_code_finds_the_badge_at_its_own_convening_only(empty):
    one = register(delegation(category(desk())))
    convening = one.delegation.desk.convening
    typed = f" {group_code(one.badge_code).lower()} "
    assert clean_code(typed) == one.badge_code
    assert find_by_badge(convening, typed) == one
    assert find_by_badge(convening, one.badge_code[:-1]) is None
    convening.pk += 1
    assert find_by_badge(convening, typed) is None


def test_counts_by_category_and_mode(empty):
    at_desk = desk(seats=2)
    local, media = category(at_desk), category(at_desk, "media", needs_approval=True)
    city, paper = delegation(local), delegation(media)
    for mode in ("in_person", "both", "online", "in_person"):
        register(city, mode=mode)
    register(paper, mode="online", at=NOW)
    counted = {one.category.kind: one for one in count_by_category(at_desk)}
    assert list(counted) == ["local_government", "media"]
    local_count = counted["local_government"]
    assert (local_count.by_mode, local_count.waiting, local_count.total) == (
        {"in_person": 1, "both": 1, "online": 1},
        1,
        3,
    )
    listed = {one.pk: one for one in delegations_at(at_desk)}
    shown = listed[city.pk]
    assert (shown.people, shown.waiting, shown.online, shown.undecided) == (4, 1, 1, 0)
    assert (listed[paper.pk].undecided, listed[paper.pk].people) == (1, 1)


def test_seats_of_a_delegation_are_its_own_or_its_categorys(empty):
    local = category(desk(), seats_a_delegation=3)
    assert seats_of(delegation(local)) == 3
    assert seats_of(delegation(local, seats=5)) == 5
