"""The translation memory: import, the site's own translations, and what is learnt from both."""

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import StringIO
from pathlib import Path
from threading import Barrier

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.db import connections
from django.utils import timezone
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from cms.worker import Worker
from pages.language.morphology import analyse_form
from pages.memory.alignment import AlignedTerms, align
from pages.memory.mining import mine, mine_if_due
from pages.memory.models import MemorySegment, MemorySource, TermTable
from pages.memory.selectors import translations_of
from pages.memory.translated_pages import translated_texts
from pages.models import ArticlePage
from tests.factories.site_tree import make_article, publish, restrict_page
from tests.integration.conftest import Act, Homes

pytestmark = pytest.mark.django_db

MEMORY = [("łuk spawalniczy", "suvirinimo lankas"), ("łuk elektryczny", "elektros lankas"), ("prąd", "srovė")]
TITLE, SUMMARY = "Osłona łuku", "Osłona chroni oczy"
TITLE_LT, SUMMARY_LT = "Lanko skydas", "Skydas saugo akis"


def tmx(path: Path, *pairs: tuple[str, str]) -> Path:
    units = "".join(
        f'<tu><tuv xml:lang="pl-PL"><seg>{one}</seg></tuv><tuv xml:lang="lt"><seg>{other}</seg></tuv></tu>'
        for one, other in pairs
    )
    path.write_text(f'<tmx version="1.4"><body>{units}<tu/></body></tmx>', encoding="utf-8")
    return path


def terms(*arguments: str) -> str:
    output = StringIO()
    call_command("terms", *arguments, stdout=output)
    return output.getvalue()


def names(word: str, language: str = "pl") -> list[str]:
    """What a word is called in other languages, the surest first."""
    return [found.written for found in translations_of([analyse_form(word, language).lemma], language)]


@pytest.fixture
def memory(tmp_path: Path) -> Path:
    return tmx(tmp_path / "course.tmx", *MEMORY)


@pytest.fixture
def article(homes: Homes, act: Act) -> ArticlePage:
    """A Polish article and its Lithuanian translation, both live and public."""
    with act():
        article = make_article(homes["pl"], TITLE, slug="oslona", summary=SUMMARY)
        source, _new = TranslationSource.get_or_create_from_instance(article)
        lithuanian = Locale.objects.get(language_code="lt")
        texts = {TITLE: TITLE_LT, SUMMARY: SUMMARY_LT, "oslona": "skydas"}
        for segment in StringSegment.objects.filter(source=source).select_related("string"):
            StringTranslation.objects.update_or_create(
                translation_of=segment.string, context=segment.context, locale=lithuanian,
                defaults={"data": texts[segment.string.data]},
            )  # fmt: skip
        translation = Translation.objects.create(source=source, target_locale=lithuanian)
        translation.save_target(publish=False)
        article.get_translation(lithuanian).get_latest_revision().publish()
    return article


def own_texts() -> set[tuple[str, str]]:
    """The texts of the article that count; the home pages have one too."""
    texts = {(found.source, found.target) for found in translated_texts("pl", "lt")}
    return texts - {("Multimedialne Centrum Kompetencji", "Multimedijos kompetencijų centras")}


def test_imported_memory_teaches_how_terms_are_called(memory: Path) -> None:
    assert "3 segments of course.tmx kept, 1 in other languages." in terms("import_memory", str(memory))
    assert "lt-pl: " in terms("mine")
    assert names("łuku")[0] == "lankas"
    assert names("lankai", "lt")[0] == "łuk"
    assert names("prądem") == ["srovė"]
    assert names("obrabiarka") == []


def test_importing_again_replaces_and_never_repeats(memory: Path, tmp_path: Path) -> None:
    terms("import_memory", str(memory))
    terms("import_memory", str(tmx(tmp_path / "course.tmx", *MEMORY[:2])))
    terms("import_memory", str(memory), "--name", "Other")
    assert sorted(MemorySource.objects.values_list("name", flat=True)) == ["Other", "course.tmx"]
    assert MemorySegment.objects.filter(source__name="course.tmx").count() == 2
    assert terms("forget_memory", "Other") == "2 segments forgotten.\n"
    with pytest.raises(CommandError, match="no translation memory Other"):
        terms("forget_memory", "Other")


@pytest.mark.parametrize("name", ["", "n" * 201])
def test_a_name_that_cannot_be_kept_is_told(memory: Path, name: str) -> None:
    with pytest.raises(CommandError, match=f"from 1 to 200 characters; this one has {len(name)}"):
        terms("import_memory", str(memory), "--name", name)
    assert not MemorySource.objects.exists()


def test_file_that_is_broken_leaves_the_memory_as_it_was(memory: Path) -> None:
    terms("import_memory", str(memory))
    memory.write_text(memory.read_text(encoding="utf-8").replace("</body>", ""), encoding="utf-8")
    with pytest.raises(CommandError, match=r"course.tmx: Line 1, column \d+, after segment 4"):
        terms("import_memory", str(memory))
    assert MemorySegment.objects.count() == 3
    with pytest.raises(CommandError, match="No such file"):
        terms("import_memory", "absent.tmx")


def test_large_import_tells_how_far_it_is(tmp_path: Path) -> None:
    pairs = [(f"łuk {n}", f"lankas {n}") for n in range(2500)]
    told = terms("import_memory", str(tmx(tmp_path / "large.tmx", *pairs)))
    assert told.splitlines()[:3] == ["1000 segments read ...", "2000 segments read ...", "2501 segments read ..."]


def test_texts_public_in_both_languages_are_a_memory(article: ArticlePage) -> None:
    assert own_texts() == {(TITLE, TITLE_LT), (SUMMARY, SUMMARY_LT)}
    mine()
    assert "skydas" in names("osłona")


def test_translation_that_is_a_draft_does_not_count(article: ArticlePage, act: Act) -> None:
    StringTranslation.objects.filter(data=SUMMARY_LT).update(data="Slaptas juodraštis")
    assert own_texts() == {(TITLE, TITLE_LT)}
    with act():
        publish(article, summary="Coś nowego", title="Inny")
    assert own_texts() == set()


@pytest.mark.parametrize("language", ["pl", "lt"])
def test_page_closed_on_either_side_does_not_count(
    article: ArticlePage, language: str, participants: Group, act: Act
) -> None:
    with act():
        restrict_page(article.get_translation(Locale.objects.get(language_code=language)), participants)
    assert own_texts() == set()


@pytest.mark.parametrize("language", ["pl", "lt"])
def test_what_a_page_has_taught_is_forgotten_once_it_is_withdrawn(
    article: ArticlePage, language: str, act: Act
) -> None:
    now = timezone.now()
    assert mine_if_due(now)
    assert not mine_if_due(now)
    with act():
        article.get_translation(Locale.objects.get(language_code=language)).unpublish()
    assert mine_if_due(now)
    assert names("osłona") == []


def test_changed_pages_wait_for_an_hour_and_memories_do_not(article: ArticlePage, memory: Path, act: Act) -> None:
    mine()
    with act():
        publish(article, summary="Coś nowego")
    assert not mine_if_due(timezone.now())
    assert mine_if_due(timezone.now() + timedelta(hours=1))
    terms("import_memory", str(memory))
    assert mine_if_due(timezone.now())
    assert not mine_if_due(timezone.now())


def test_one_table_is_in_use_and_none_is_left_over(memory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    terms("import_memory", str(memory))
    mine()
    mine()
    before = TermTable.objects.get()
    monkeypatch.setattr("pages.memory.mining.align", lambda _segments: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        mine()
    assert TermTable.objects.get() == before
    assert names("prąd") == ["srovė"]


def test_two_may_learn_at_once(memory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    terms("import_memory", str(memory))
    others = iter([mine])

    def aligned_later(segments: Iterable[tuple[Sequence[str], Sequence[str]]]) -> list[AlignedTerms]:
        for another in others:
            another()
        return align(segments)

    monkeypatch.setattr("pages.memory.mining.align", aligned_later)
    assert mine() > 0
    assert TermTable.objects.get().in_use
    assert names("prąd") == ["srovė"]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_may_have_learnt_at_the_same_moment(homes: Homes, memory: Path) -> None:
    terms("import_memory", str(memory))
    both = Barrier(2)

    def work(_number: int) -> int:
        try:
            return mine(lambda _line: both.wait(10))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as threads:
        for _round in range(5):
            one, other = threads.map(work, range(2))
            assert one == other > 0
            assert TermTable.objects.filter(in_use=True).count() == 1
    assert names("prąd") == ["srovė"]


def test_what_a_killed_run_has_left_is_removed_when_nobody_can_be_at_it_any_more() -> None:
    left = TermTable.objects.create()
    mine()
    assert TermTable.objects.count() == 2
    TermTable.objects.filter(pk=left.pk).update(made_at=timezone.now() - timedelta(days=2))
    mine()
    assert TermTable.objects.get().in_use


def test_worker_learns_by_itself(memory: Path) -> None:
    terms("import_memory", str(memory))
    for job in Worker().term_jobs():
        job.run()
    assert names("prąd") == ["srovė"]
