"""Every sentence people read has its English, and the compiled catalogue says what the written one says."""

import ast
import gettext
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils.translation.template import templatize

HOUSE = Path(__file__).resolve().parents[2] / "ansinh"
ENGLISH = HOUSE / "web" / "locale" / "en" / "LC_MESSAGES"
CALLS = {"_", "gettext", "gettext_lazy", "gettext_noop"}
TOLD = re.compile(r"""\b(?:_|gettext)\(u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")\)""")
VIETNAMESE = re.compile(r"[ăâđêôơưàáạảãằắặẳẵầấậẩẫèéẹẻẽềếệểễìíịỉĩòóọỏõồốộổỗờớợởỡùúụủũừứựửữỳýỵỷỹ]", re.IGNORECASE)


def sentences_of_code(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def sentences_of_template(path: Path) -> Iterator[str]:
    for told in TOLD.findall(templatize(path.read_text(), origin=str(path))):
        yield ast.literal_eval(told)


def sentences() -> dict[str, str]:
    """Every sentence given to translation, and one file it stands in."""
    found: dict[str, str] = {}
    for path in sorted(HOUSE.rglob("*.py")):
        if "tests" not in path.parts and "migrations" not in path.parts:
            found |= dict.fromkeys(sentences_of_code(path), str(path.relative_to(HOUSE)))
    for path in sorted(HOUSE.rglob("templates/**/*.html")):
        found |= dict.fromkeys(sentences_of_template(path), str(path.relative_to(HOUSE)))
    return found


def written() -> dict[str, str]:
    """Vietnamese to English, as written in the catalogue."""
    text = (ENGLISH / "django.po").read_text()
    pairs = re.findall(r'^msgid ((?:".*"\n)+)msgstr ((?:".*"\n?)+)', text, re.MULTILINE)
    joined = [tuple("".join(ast.literal_eval(line) for line in part.splitlines()) for part in pair) for pair in pairs]
    return {vietnamese: english for vietnamese, english in joined if vietnamese}


def counted() -> dict[tuple[str, int], str]:
    """The sentences with a count, one English for each of its forms."""
    text = (ENGLISH / "django.po").read_text()
    entries = re.findall(r'^msgid (".*")\nmsgid_plural ".*"\n((?:msgstr\[\d\] ".*"\n?)+)', text, re.MULTILINE)
    return {
        (ast.literal_eval(told), int(number)): ast.literal_eval(english)
        for told, forms in entries
        for number, english in re.findall(r'msgstr\[(\d)\] (".*")', forms)
    }


def compiled() -> dict[str | tuple[str, int], str]:
    with (ENGLISH / "django.mo").open("rb") as file:
        catalogue = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    return {vietnamese: english for vietnamese, english in catalogue.items() if vietnamese}


def test_every_sentence_has_its_english() -> None:
    english = written()

    missing = [f"{where}: {sentence}" for sentence, where in sentences().items() if not english.get(sentence)]

    assert not missing, "chạy «ansinh makemessages -l en» trong ansinh/ rồi dịch:\n" + "\n".join(missing)


def test_the_compiled_catalogue_is_in_step_with_the_written_one() -> None:
    assert compiled() == written() | counted()
    assert all(counted().values())


def test_no_english_is_a_guess_nobody_read() -> None:
    assert "fuzzy" not in (ENGLISH / "django.po").read_text()


def test_the_english_keeps_every_placeholder() -> None:
    names = re.compile(r"%\((\w+)\)[sd]")

    torn = [
        vietnamese
        for vietnamese, english in written().items()
        if set(names.findall(vietnamese)) != set(names.findall(english))
    ]

    assert not torn


@pytest.mark.parametrize(
    "path", sorted(HOUSE.rglob("templates/**/*.html")), ids=lambda path: str(path.relative_to(HOUSE))
)
def test_no_template_says_a_sentence_past_translation(path: Path) -> None:
    if path.name in ("400.html", "500.html", "run.html") or "print" in path.parts or path.name.startswith("paper"):
        pytest.skip("printed on official paper, or stands alone: both languages, or Vietnamese by law")
    text = re.sub(
        r"{%\s*blocktrans(?:late)?.*?{%\s*endblocktrans(?:late)?\s*%}|{%.*?%}|{{.*?}}|{#.*?#}|<!--.*?-->",
        "",
        path.read_text(),
        flags=re.DOTALL,
    )

    said = [line.strip() for line in text.splitlines() if VIETNAMESE.search(line) and "tiếng Việt" not in line]

    assert not said
