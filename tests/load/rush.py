"""The registration rush: heads nominate, replace and withdraw, the secretariat decides."""

import csv
import io
import re
import time
from collections import deque
from dataclasses import dataclass, field, replace

from tests.load.cast import Delegate, Group, dice
from tests.load.lines import Line, play

_ROW = re.compile(
    r'<tr>\s*<th scope="row"[^>]*><a href="/registrations/(?P<pk>\d+)/">'
    r"(?:<span[^>]*>[^<]*</span> )?(?P<name>[^<]+?)\s*</a>.*?</tr>",
    re.DOTALL,
)
_STATUS = re.compile(r'<span class="badge[^"]*">([^<]*)</span>\s*</td>')
_CHOICE = re.compile(r'name="chosen" value="(\d+)" aria-label="([^"]+)"')
_CODE = re.compile(r"<dd><code>([0-9A-Z-]+)</code></dd>")
_LINK = re.compile(r"/my-registration/([\w-]+)/")
_ONE_CLICK_IN = 50
_EACH_LOOK_S = 10


@dataclass(slots=True)
class Entry:
    """What the heads were told of a registration; ``fate`` is live, replaced or withdrawn."""

    group: Group
    delegate: Delegate
    pk: int = 0
    status: str = ""
    fate: str = "live"
    code: str = ""
    join_code: str = ""

    @property
    def is_approved(self):
        """Whether the head was last told so, and changed nothing since."""
        return self.fate == "live" and self.status == "approved"

    @property
    def country(self):
        return self.delegate.country or self.group.counts_for


@dataclass(slots=True)
class Rush:
    """The rush as it goes: what is to do, and the ledger of what was done."""

    cast: object
    stage: object
    port: int
    watch: object
    seed: int
    ledger: dict[str, Entry] = field(default_factory=dict)
    todo: deque = field(default_factory=deque)
    over: bool = False


def register_all(rush, clients, visitors, *, done):
    """Let all delegations register at once, while the secretariat decides and others look.

    ``done`` is set when the last decision is made.
    """
    rush.todo.extend(rush.cast.groups)

    def decide():
        try:
            keep_deciding(rush)
        finally:
            done.set()

    def work():
        while rush.todo:
            try:
                group = rush.todo.popleft()
            except IndexError:
                return
            register(rush, group)

    def heads():
        play([work] * clients, rush.watch)
        rush.over = True

    play([heads, decide, *visitors], rush.watch)


def register(rush, group):
    """Do all that the head of one delegation does."""
    line = Line(rush.port, rush.watch, rush.stage.heads[group.number])
    rng = dice(rush.seed, "head", group.number)
    page = f"/delegations/{rush.stage.delegations[group.number]}/"
    show(rush, line, group)
    waiting = list(group.delegates)
    if group.by_spreadsheet:
        half = len(waiting) // 2
        upload(rush, line, group, waiting[:half])
        waiting = waiting[half:]
    for one in waiting:
        nominate(rush, line, group, one, twice=rng.randrange(_ONE_CLICK_IN) == 0)
    lead(rush, line, group, page)
    for heir in group.heirs:
        give_way(rush, line, group, heir, rng)
    for _ in range(group.withdrawals):
        take_back(rush, line, group, rng)
    line.close()


def show(rush, line, group):
    """Look at the delegation's page; keep what it says of each person."""
    page = f"/delegations/{rush.stage.delegations[group.number]}/"
    text = line.get("delegation, look", page).text
    for row in _ROW.finditer(text):
        entry = rush.ledger.get(row["name"])
        if entry is None:
            rush.watch.complain(
                f"{group.name} shows {row['name']}, whom nobody nominated"
            )
            continue
        status = _STATUS.search(row[0])
        entry.pk, entry.status = int(row["pk"]), status[1] if status else ""


def nominate(rush, line, group, one, *, twice):
    """Send the form, now and then by two clicks on its button; look at what it led to."""
    path = f"/delegations/{rush.stage.delegations[group.number]}/nominate/"
    rush.ledger[one.name] = Entry(group, one)
    if not twice:
        line.post("nominate", path, one.form)
    else:
        other = Line(rush.port, rush.watch, rush.stage.heads[group.number])
        answers = []

        def click(by):
            answers.append(
                by.post("nominate", path, one.form, expect=(200, 302)).status
            )

        play([lambda: click(line), lambda: click(other)], rush.watch)
        other.close()
        if sorted(answers) != [200, 302]:
            rush.watch.complain(f"two clicks for {one.name} were answered {answers}")
    show(rush, line, group)


def upload(rush, line, group, people):
    """Send a spreadsheet, in the words of its Chinese template every other time."""
    chinese = group.number % 8 == 2
    modes = {
        "in_person": ("in person", "线下"),
        "online": ("online", "线上"),
        "both": ("in person and online", "线下和线上"),
    }
    header = (
        ("拉丁字母姓名", "中文姓名", "电子邮箱", "参会方式", "计入国家或地区")
        if chinese
        else ("Name", "Name in Chinese", "E-mail", "Mode", "Country")
    )
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(header)
    for one in people:
        rush.ledger[one.name] = Entry(group, one)
        form = one.form
        writer.writerow(
            (
                form["name"],
                form["name_zh"],
                form["email"],
                modes[one.mode][chinese],
                one.country,
            )
        )
    path = f"/delegations/{rush.stage.delegations[group.number]}/upload/"
    line.post_file("spreadsheet", path, "people.csv", text.getvalue().encode())
    show(rush, line, group)


def lead(rush, line, group, page):
    """Set head and proxy, confirm that the delegation comes."""
    own = [entry.pk for entry in _may_leave(rush, group, seated=False)]
    if not own:
        return
    proxy = own[1] if len(own) > 1 else ""
    line.post(
        "delegation, decide", page, {"do": "lead", "head": own[0], "proxy": proxy}
    )
    line.post("delegation, decide", page, {"do": "confirm"})


def _may_leave(rush, group, *, seated):
    """Who of a delegation may be replaced or withdrawn: nobody whom a refusal may meet."""
    return [
        entry
        for name, entry in list(rush.ledger.items())
        if entry.group is group
        and entry.fate == "live"
        and name not in rush.cast.refused
        and not (seated and "waiting" in entry.status)
    ]


def give_way(rush, line, group, heir, rng):
    """Put an heir in somebody's place, in the same mode."""
    show(rush, line, group)
    among = _may_leave(rush, group, seated=False)
    if not among:
        return
    old = rng.choice(among)
    heir = replace(heir, mode=old.delegate.mode)
    rush.ledger[heir.name] = Entry(group, heir)
    line.post("replace", f"/registrations/{old.pk}/replace/", heir.form)
    old.fate = "replaced"
    show(rush, line, group)


def take_back(rush, line, group, rng):
    """Withdraw somebody who has a seat or comes online."""
    show(rush, line, group)
    among = _may_leave(rush, group, seated=True)
    if not among:
        return
    old = rng.choice(among)
    line.post("withdraw", f"/registrations/{old.pk}/", {"do": "withdraw"})
    old.fate = "withdrawn"
    show(rush, line, group)


def keep_deciding(rush):
    """Approve and refuse, page by page, until the rush is over and nobody is left."""
    line = Line(rush.port, rush.watch, rush.stage.secretary)
    desk = f"/desk/{rush.stage.slug}/delegations/"
    looked = 0.0
    while True:
        was_over = rush.over
        text = line.get("approvals, look", f"{desk}approvals/").text
        chosen = {True: [], False: []}
        for pk, name in _CHOICE.findall(text):
            chosen[name in rush.cast.refused].append(pk)
        decide(line, f"{desk}approvals/", chosen)
        if not any(chosen.values()):
            if was_over:
                break
            time.sleep(0.5)
        if time.monotonic() - looked > _EACH_LOOK_S:
            line.get("desk, look", desk)
            line.get("desk, look", f"{desk}waiting/")
            looked = time.monotonic()
    line.close()


def decide(line, path, chosen):
    if chosen[False]:
        fields = {"chosen": chosen[False], "do": "approve"}
        line.post("approvals, decide", path, fields)
    if chosen[True]:
        fields = {
            "chosen": chosen[True],
            "do": "refuse",
            "reason": "No room for this talk.",
        }
        line.post("approvals, decide", path, fields)


def learn_codes(rush, wanted, clients):
    """Let heads look up badge codes and personal links of these people, to pass them on."""
    todo = deque(wanted)

    def work():
        while todo:
            try:
                entry = todo.popleft()
            except IndexError:
                return
            line = Line(rush.port, rush.watch, rush.stage.heads[entry.group.number])
            text = line.get("registration, look", f"/registrations/{entry.pk}/").text
            line.close()
            code, link = _CODE.search(text), _LINK.search(text)
            if code is None or link is None:
                rush.watch.complain(f"no code on the page of {entry.delegate.name}")
                continue
            entry.code, entry.join_code = code[1].replace("-", ""), link[1]

    play([work] * clients, rush.watch)


def refresh(rush, clients):
    """Let every head look at the delegation once more, after all decisions."""
    todo = deque(rush.cast.groups)

    def work():
        while todo:
            try:
                group = todo.popleft()
            except IndexError:
                return
            line = Line(rush.port, rush.watch, rush.stage.heads[group.number])
            show(rush, line, group)
            line.close()

    play([work] * clients, rush.watch)
