"""How names of places compare: what two spellings of one name have in common."""

import re
import unicodedata
from collections.abc import Iterator

#: Letters that Unicode does not take apart into a base letter and a mark.
_LETTERS = str.maketrans(
    {
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ł": "l",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ħ": "h",
        "ŋ": "n",
        "ə": "a",
        "'": "",
        "’": "",
        "ʻ": "",
        "ʼ": "",
        "`": "",
        "‘": "",
        "´": "",
    }
)
_NOT_WORD = re.compile(r"[\W_]+")

#: Words by which a government, not the place, is meant; in folded spelling.
_PREFIXES = (
    r"(?:the )?(?:local )?government (?:unit )?of(?: the city of)?|"
    r"(?:gobierno|presidencia)(?: autonomo)? municipal de(?: la ciudad de)?|"
    r"(?:london |royal )?borough of|la ciudad de|comuna de|municipalite de|"
    r"prefeitura do municipio de|concejo municipal de distrito de|"
    r"(?:metropolitan |the )?municipality of|municipality|municipal council of|"
    r"(?:the |metropolitan |district )?city of|city and county of|city council of|town of|"
    r"village of|township of|district of|metropolitan government of|"
    r"landeshauptstadt|(?:hanse|bundes|universitats|frei)?stadt|"
    r"(?:comune|citta|municipio|ayuntamiento|alcaldia|intendencia|commune|mairie|ville|"
    r"prefeitura|camara|municipalidad|municipalidade|concello|cidade|ciudad|ajuntament)"
    r"(?: (?:municipal|distrital|metropolitano|provincial|metropolitana|mayor|"
    r"da estancia|estancia|turistica))*(?: d[eoai]s?| del| della| di| du| da| la)*|"
    r"municipio|prefeitura|alcaldia|ayuntamiento|gemeente|gmina|miasto|bandaraya"
)
_SUFFIXES = (
    r"municipal peoples government|peoples government|city corporation|"
    r"historic city council|shire council|shire|metropolitan municipality|city municipality|district municipality|local municipality|"
    r"municipal corporation|city council|town council|district council|borough council|"
    r"municipal council|municipal government|metropolitan government|city government|"
    r"metropolitan city|special city|municipality|kommune|kommun|kaupunki|"
    r"stad|belediyesi|shi|city|town|village|ciudad|council"
)
_BEFORE = re.compile(rf"^(?:{_PREFIXES}) (?=\w)")
_AFTER = re.compile(rf"(?<=\w) (?:{_SUFFIXES})$")
_STATE = re.compile(r",\s*[^,]+$")
_IN_BRACKETS = re.compile(r"^(?P<outside>[^(]+)\((?P<inside>[^)]+)\)\s*$")


def fold_name(name: str) -> str:
    """Return a name without case, diacritics, apostrophes and hyphens.

    Two names that fold alike are spellings of one name, which says nothing of whether
    they name one place. ``Malmö`` becomes ``malmo``, ``Xi'an`` ``xian``; a Chinese name
    loses its final 市.
    """
    lower = unicodedata.normalize("NFKD", name).casefold().translate(_LETTERS)
    decomposed = unicodedata.normalize("NFKD", lower)
    bare = "".join(mark for mark in decomposed if not unicodedata.combining(mark))
    words = _NOT_WORD.sub(" ", bare.translate(_LETTERS)).strip()
    if len(words) > len("市x") and words.endswith("市"):
        return words.removesuffix("市")
    return words


def list_name_forms(name: str) -> Iterator[str]:
    """Yield folded forms of a name, the fullest first.

    Each further form gives up one thing: what follows the last comma (``Austin, TX``),
    brackets (either part), the words for a government before the name (``City of``,
    ``Prefeitura de``) and after it (``kommun``, ``City Council``). Whoever looks a name
    up stops at the first form that is known, so ``Quezon City`` is never ``Quezon``
    where both exist.
    """
    seen: set[str] = set()
    for spelling in list_spellings(name):
        for form in _list_plain_forms(fold_name(spelling)):
            if form and form not in seen:
                seen.add(form)
                yield form


def list_spellings(name: str) -> Iterator[str]:
    """Yield a name as it stands, each part of ``Rome (Roma)``, and ``Austin`` of ``Austin, TX``."""
    yield name
    if bracketed := _IN_BRACKETS.match(name):
        yield bracketed["outside"]
        yield bracketed["inside"]
    if "," in name:
        yield _STATE.sub("", name)


def _list_plain_forms(folded: str) -> Iterator[str]:
    yield folded
    without_prefix = _BEFORE.sub("", folded)
    yield without_prefix
    without_suffix = _AFTER.sub("", without_prefix)
    yield without_suffix
    if without_prefix.endswith((" kommun", " kommune")):
        yield without_suffix.removesuffix("s")
    yield _AFTER.sub("", without_suffix)
