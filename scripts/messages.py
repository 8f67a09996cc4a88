"""Collect what the site says, keep the Chinese catalogue, compile it.

    uv run python scripts/messages.py           update django.po, compile django.mo
    uv run python scripts/messages.py --check   change nothing, say what is wrong

Templates and Python files of ``src/summitry`` are read; no gettext program is
needed. A translator edits ``django.po`` alone and runs this script.
"""

import ast
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polib
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1] / "src" / "summitry"
CATALOGUE = ROOT / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
# Which argument is what, by the name of the gettext function.
ARGUMENTS = {
    "gettext": ("text",),
    "gettext_lazy": ("text",),
    "gettext_noop": ("text",),
    "_": ("text",),
    "ngettext": ("text", "plural"),
    "ngettext_lazy": ("text", "plural"),
    "pgettext": ("context", "text"),
    "pgettext_lazy": ("context", "text"),
    "npgettext": ("context", "text", "plural"),
    "npgettext_lazy": ("context", "text", "plural"),
}
TEMPLATE_CALL = re.compile(
    r"\b(_|n?p?gettext)\(((?:\s*u?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")\s*,?)+)"
)
# What the checks of an inventory find is a sentence, translated where a page says it.
CHECKS = ("inventory", "checks")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
METADATA = {
    "Project-Id-Version": "Summitry",
    "Language": "zh_Hans",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",
}


@dataclass(slots=True)
class Message:
    """A text to translate and the files that say it."""

    text: str
    context: str | None = None
    plural: str = ""
    files: set[str] = field(default_factory=set)


def read_messages(root: Path = ROOT) -> dict[tuple[str | None, str], Message]:
    """Collect all translatable texts under a folder, by context and text."""
    found: dict[tuple[str | None, str], Message] = {}
    for file in sorted(root.rglob("*")):
        if root / "cli" in file.parents:
            continue  # the command line speaks English
        if file.suffix == ".py":
            source = file.read_text(encoding="utf-8")
            is_check = file.parent.parts[-2:] == CHECKS
            calls = read_faults(source) if is_check else read_python(source)
        elif file.suffix in {".html", ".txt", ".xml"} and "templates" in file.parts:
            calls = read_template(file.read_text(encoding="utf-8"))
        else:
            continue
        for call in calls:
            message = found.setdefault((call.context, call.text), call)
            message.plural = message.plural or call.plural
            message.files.add(file.relative_to(root.parent).as_posix())
    return found


def read_python(source: str) -> Iterator[Message]:
    """Find the gettext calls in a Python file whose arguments are plain texts."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        keys = ARGUMENTS.get(name, ())
        texts = [
            one.value for one in node.args[: len(keys)] if isinstance(one, ast.Constant)
        ]
        if keys and len(texts) == len(keys):
            yield Message(**dict(zip(keys, map(str, texts), strict=True)))


def read_faults(source: str) -> Iterator[Message]:
    """Find the sentences of faults, their second argument, in a Python file.

    A sentence stands in the call, in a constant of the file, or is one of two. Raises
    ValueError where it is anything else.
    """
    tree = ast.parse(source)
    constants = {
        target.id: node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Fault":
            yield from map(Message, _sentences(node.args[1], constants))


def read_template(source: str) -> Iterator[Message]:
    """Find the texts of translate and blocktranslate tags and of _("...") in a template."""
    if not settings.configured:
        settings.configure()
    for hit in TEMPLATE_CALL.finditer(templatize(source)):
        keys = ARGUMENTS[hit[1]]
        texts = ast.literal_eval(f"({hit[2].rstrip().rstrip(',')},)")
        yield Message(**dict(zip(keys, texts, strict=False)))


def update(
    catalogue: polib.POFile, messages: dict[tuple[str | None, str], Message]
) -> polib.POFile:
    """Return the catalogue with exactly these messages, translations kept."""
    old = {(one.msgctxt, one.msgid): one for one in catalogue if not one.obsolete}
    fresh = polib.POFile(wrapwidth=88)
    fresh.metadata = dict(METADATA)
    for key in sorted(messages, key=lambda one: (one[1], one[0] or "")):
        message, before = messages[key], old.get(key)
        entry = polib.POEntry(
            msgid=message.text,
            msgctxt=message.context,
            msgid_plural=message.plural,
            occurrences=[(file, "") for file in sorted(message.files)],
            flags=before.flags if before else [],
        )
        if message.plural:
            entry.msgstr_plural = {0: _plural_of(before)}
        else:
            entry.msgstr = before.msgstr if before else ""
        fresh.append(entry)
    return fresh


def find_faults(catalogue: polib.POFile) -> list[str]:
    """List what keeps a catalogue from being complete, one line a fault."""
    faults = []
    for entry in catalogue:
        translation = (
            entry.msgstr_plural.get(0, "") if entry.msgid_plural else entry.msgstr
        )
        if entry.fuzzy:
            faults.append(f"fuzzy: {entry.msgid!r}")
        if not translation:
            faults.append(f"not translated: {entry.msgid!r}")
        elif not _placeholders_agree(entry, translation):
            faults.append(f"placeholders differ: {entry.msgid!r} → {translation!r}")
    return faults


def check(path: Path = CATALOGUE, root: Path = ROOT) -> list[str]:
    """List all faults of the committed catalogue and of its compiled form."""
    catalogue = polib.pofile(str(path)) if path.exists() else polib.POFile()
    messages = read_messages(root)
    wanted = update(catalogue, messages)
    listed = {(one.msgctxt, one.msgid) for one in catalogue}
    faults = [
        f"not in the catalogue: {text!r}"
        for context, text in messages
        if (context, text) not in listed
    ]
    faults += [
        f"no longer said: {text!r}" for context, text in listed - messages.keys()
    ]
    faults += find_faults(wanted)
    compiled = path.with_suffix(".mo")
    if not compiled.exists() or compiled.read_bytes() != catalogue.to_binary():
        faults.append(f"{compiled.name} is not {path.name} compiled")
    return faults


def main() -> int:
    """Update and compile, or only check; print every fault."""
    if "--check" not in sys.argv[1:]:
        catalogue = (
            polib.pofile(str(CATALOGUE)) if CATALOGUE.exists() else polib.POFile()
        )
        fresh = update(catalogue, read_messages())
        CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
        fresh.save(str(CATALOGUE))
        fresh.save_as_mofile(str(CATALOGUE.with_suffix(".mo")))
    faults = check()
    for fault in faults:
        print(fault)
    print(f"{len(read_messages())} messages, {len(faults)} faults")
    return 1 if faults else 0


def _sentences(said: ast.expr, constants: Mapping[str, ast.expr]) -> Iterator[str]:
    """Return the texts that an expression can be."""
    if isinstance(said, ast.IfExp):
        yield from _sentences(said.body, constants)
        yield from _sentences(said.orelse, constants)
    elif isinstance(said, ast.Name):
        yield from _sentences(constants[said.id], constants)
    else:
        yield str(ast.literal_eval(said))


def _plural_of(entry: polib.POEntry | None) -> str:
    """Return the one Chinese form of a text with a plural."""
    return entry.msgstr_plural.get(0, "") if entry else ""


def _placeholders_agree(entry: polib.POEntry, translation: str) -> bool:
    """Say whether a translation uses the placeholders of the text or of its plural."""
    here = sorted(PLACEHOLDER.findall(translation))
    return any(
        here == sorted(PLACEHOLDER.findall(text))
        for text in (entry.msgid, entry.msgid_plural)
        if text
    )


if __name__ == "__main__":
    sys.exit(main())
