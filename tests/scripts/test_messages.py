import importlib.util
import sys
from pathlib import Path

import polib
import pytest

FILE = Path(__file__).parents[2] / "scripts" / "messages.py"


@pytest.fixture(scope="module")
def messages():
    spec = importlib.util.spec_from_file_location("messages_script", FILE)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_catalogue_is_complete(messages):
    assert messages.check() == []


def test_python_calls_are_found_with_context_and_plural(messages):
    source = (
        'gettext("a"); pgettext("c", "b"); ngettext("one", "many", n); gettext(name)'
    )
    found = [
        (one.context, one.text, one.plural) for one in messages.read_python(source)
    ]
    assert found == [(None, "a", ""), ("c", "b", ""), (None, "one", "many")]


def test_sentences_of_faults_are_found(messages):
    source = (
        '_A = "is {n}"; Fault(ref, "has {n} " "gaps", figures); Fault(ref, "is empty")\n'
        'Fault(ref, _A if n else "is not", figures)'
    )
    found = {one.text for one in messages.read_faults(source)}
    assert found == {"has {n} gaps", "is empty", "is {n}", "is not"}


def test_template_tags_are_found(messages):
    source = (
        '{% load i18n %}{% translate "it\'s" %}{% translate "May" context "verb" %}'
        "{% blocktranslate trimmed count n=n %}\n one city\n{% plural %}\n {{ n }} cities\n"
        "{% endblocktranslate %}{% blocktranslate %}100 % of {{ x }}{% endblocktranslate %}"
        '{{ _("said") }} gettext("not this text"'
    )
    found = [
        (one.context, one.text, one.plural) for one in messages.read_template(source)
    ]
    assert found == [
        (None, "it's", ""),
        ("verb", "May", ""),
        (None, "one city", "%(n)s cities"),
        (None, "100 %% of %(x)s", ""),
        (None, "said", ""),
    ]


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        (polib.POEntry(msgid="a {x}", msgstr="甲 {x}"), []),
        (
            polib.POEntry(msgid="a {x}", msgstr="甲"),
            ["placeholders differ: 'a {x}' → '甲'"],
        ),
        (polib.POEntry(msgid="a"), ["not translated: 'a'"]),
        (polib.POEntry(msgid="a", msgstr="甲", flags=["fuzzy"]), ["fuzzy: 'a'"]),
        (
            polib.POEntry(
                msgid="one", msgid_plural="%(n)s all", msgstr_plural={0: "%(n)s个"}
            ),
            [],
        ),
    ],
)
def test_faults_of_an_entry_are_named(messages, entry, fault):
    catalogue = polib.POFile()
    catalogue.append(entry)
    assert messages.find_faults(catalogue) == fault


def test_update_keeps_translations_and_drops_what_is_no_longer_said(messages):
    old = polib.POFile()
    old.append(polib.POEntry(msgid="a", msgstr="甲"))
    old.append(polib.POEntry(msgid="gone", msgstr="去"))
    found = {(None, "a"): messages.Message("a"), (None, "b"): messages.Message("b")}
    assert [(one.msgid, one.msgstr) for one in messages.update(old, found)] == [
        ("a", "甲"),
        ("b", ""),
    ]
