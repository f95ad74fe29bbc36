"""What is withheld is found wherever a public file holds it, and what public papers say too is none."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import img2pdf
import pikepdf
import pytest
from pdfs import Paper
from pikepdf import Array, Dictionary, Name, OutlineItem, String
from PIL import Image, ImageDraw

from hyoga_docs.check.leaks import find_leaks
from hyoga_docs.check.secrets import Secret, Secrets
from hyoga_docs.core.problem import Place
from hyoga_docs.pdf.file_contents import read_file
from hyoga_docs.pdf.pdf_contents import read_contents
from hyoga_docs.text.passages import Body, Passage

SENTENCE = "見本　花子さんは、来月の十五日をもって退職する見込みである。"
TITLE = "職員の懲戒処分について（案）"
TELEPHONE = "０９６－５５５－０１２３"
AUTHOR = "内部　告太郎"
PUBLIC = "例町の総合計画は、町の将来の姿を定める。会議の資料は、会議の後に公開する。"


def picture(seed: int = 1, size: tuple[int, int] = (240, 180)) -> Image.Image:
    """A picture with something to see in it."""
    chance = random.Random(seed)
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    for _ in range(25):
        x, y = chance.randrange(size[0]), chance.randrange(size[1])
        draw.rectangle(
            (x, y, x + chance.randrange(20, 80), y + chance.randrange(20, 60)),
            fill=chance.choice(["navy", "olive", "gold", "black"]),
        )
    return image


def png(image: Image.Image, form: str = "png", **options: int) -> bytes:
    """A picture's file."""
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


@pytest.fixture(scope="module")
def secrets() -> Secrets:
    """What is withheld."""
    made, secret = Secrets(), Secret("", "文章", Place("meetings/a.yaml", 7, 3), "資料２")
    made.add_body(Body((Passage(SENTENCE), Passage(f"電話　{TELEPHONE}"))), secret)
    made.add_value(TITLE, secret)
    made.add_value(AUTHOR, secret)
    made.add_value("shobun-2024.xlsx", secret)
    made.add_pdf(read_contents(img2pdf.convert(png(picture()))), secret)
    made.public.add_values([PUBLIC, "例町", "会議資料", "令和６年度"])
    return made


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A public packet with nothing of it."""
    return Paper().write_all([PUBLIC, "令和６年度　例町　会議資料"]).save(tmp_path_factory.mktemp("clean") / "packet-public.pdf")


def leaks(pdf: bytes | Path, secrets: Secrets) -> list[str]:
    """What is told of a PDF."""
    return [f"{each.code} {each.message} {each.quote}" for each in find_leaks({"packet-public.pdf": read_contents(pdf)}, secrets)]


def test_a_clean_packet_holds_nothing(clean: Path, secrets: Secrets) -> None:
    assert leaks(clean, secrets) == []


def written(text: str, before: str = "", *, colour: int = 0, at: tuple[float, float] = (25, 60)) -> Callable[[pikepdf.Pdf], None]:
    """Writes words on the first page, after other operators of its content."""

    def write(pdf: pikepdf.Pdf) -> None:
        paper = Paper()
        paper.set_text_color(colour)
        paper.set_xy(*at)
        paper.write_all([text])
        with pikepdf.open(io.BytesIO(bytes(paper.output()))) as other:
            page = pdf.copy_foreign(other.pages[0].obj)
            form = pikepdf.Page(page).as_form_xobject()
        form_ = pdf.make_stream(before.encode() + form.read_bytes(), form.stream_dict)
        name = pdf.pages[0].add_resource(form_, Name.XObject)
        pdf.pages[0].contents_add(f"q {name} Do Q".encode())

    return write


def with_xmp(pdf: pikepdf.Pdf) -> None:
    """The writer, in XMP."""
    with pdf.open_metadata(set_pikepdf_as_editor=False) as meta:
        meta["dc:creator"] = [AUTHOR]


def with_picture(image: Image.Image, form: str = "png", **options: int) -> Callable[[pikepdf.Pdf], None]:
    """A picture on the first page."""

    def put(pdf: pikepdf.Pdf) -> None:
        with pikepdf.open(io.BytesIO(img2pdf.convert(png(image, form, **options)))) as other:
            page = pdf.copy_foreign(other.pages[0].obj)
            pdf.pages[0].add_resource(next(iter(page.Resources.XObject.values())), Name.XObject)

    return put


def with_thumbnail(pdf: pikepdf.Pdf) -> None:
    """A page's own small picture."""
    small = picture().resize((80, 60))
    stream = pdf.make_stream(small.tobytes())
    stream.Width, stream.Height, stream.BitsPerComponent, stream.ColorSpace = 80, 60, 8, Name.DeviceRGB
    pdf.pages[0].obj.Thumb = stream


def with_outline(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root.append(OutlineItem(TITLE, 0))


def with_tag(key: str, text: str) -> Callable[[pikepdf.Pdf], None]:
    """Words in the structure tree."""

    def put(pdf: pikepdf.Pdf) -> None:
        element = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Figure, Pg=pdf.pages[0].obj))
        element[key] = String(text)
        pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array([element])))

    return put


def with_link(pdf: pikepdf.Pdf) -> None:
    link = Dictionary(
        Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=Dictionary(S=Name.URI, URI=String("https://x/shobun-2024.xlsx"))
    )
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(link)])


def with_left_stream(pdf: pikepdf.Pdf) -> None:
    """A stream that nothing names."""
    pdf.Root.Private = pdf.make_stream(SENTENCE.encode("cp932"))


def with_file(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["a.txt"] = pikepdf.AttachedFileSpec(
        pdf, SENTENCE.encode(), description="", filename="a.txt", mime_type="text/plain", creation_date="", mod_date=""
    )


def with_label(pdf: pikepdf.Pdf) -> None:
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(P=String(f"{TITLE} p."))]))


def with_destination(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Dests = Dictionary({f"/{TITLE}": Array([pdf.pages[0].obj, Name.Fit])})


VARIANTS: dict[str, Callable[[pikepdf.Pdf], None]] = {
    "words": written(SENTENCE),
    "white words": written(SENTENCE, colour=255),
    "words that are not painted": written(SENTENCE, "3 Tr "),
    "words off the page": written(SENTENCE, "1 0 0 1 0 5000 cm "),
    "words in a layer that is off": written(SENTENCE, "/OC /Off BDC "),
    "a telephone number with other signs": written("電話(096)555-0123"),
    "a picture": with_picture(picture()),
    "a picture saved with losses": with_picture(picture(), "jpeg", quality=60),
    "a smaller picture": with_picture(picture().resize((160, 120))),
    "a thumbnail": with_thumbnail,
    "a bookmark": with_outline,
    "a description": with_tag("/Alt", TITLE),
    "words to be read out": with_tag("/ActualText", SENTENCE),
    "a heading of the tree": with_tag("/T", TITLE),
    "a link to the file": with_link,
    "the writer": lambda pdf: pdf.docinfo.__setitem__("/Author", String(AUTHOR)),
    "the writer in XMP": with_xmp,
    "a stream in the file": with_left_stream,
    "an attached file": with_file,
    "a page's name": with_label,
    "a destination": with_destination,
}


@pytest.mark.parametrize("variant", VARIANTS)
def test_whatever_is_left_is_found(variant: str, clean: Path, secrets: Secrets, tmp_path: Path) -> None:
    """Each in a copy of the clean packet that differs in nothing else."""
    leaky = tmp_path / "leaky.pdf"
    with pikepdf.open(clean) as pdf:
        VARIANTS[variant](pdf)
        pdf.save(leaky)
    found = leaks(leaky, secrets)
    assert len(found) == 1, found
    assert "HD619 公開しない「資料２」の文章が、公開する packet-public.pdf にあります" in found[0]


def test_an_earlier_state_of_the_file_is_found(clean: Path, secrets: Secrets) -> None:
    """A page was written anew, as editors do it: the old one is still in the file."""
    old = Paper().write_all([SENTENCE])
    data = bytes(old.output()) + clean.read_bytes()  # whoever opens it sees the second
    assert leaks(data, secrets), "what lies before the file"
    more = clean.read_bytes() + b"\n999 0 obj\n(\xfe\xff" + TITLE.encode("utf-16-be") + b")\nendobj\n"
    assert leaks(more, secrets), "what lies behind it"


def test_what_public_papers_say_too_is_no_secret(clean: Path, secrets: Secrets, tmp_path: Path) -> None:
    leaky = tmp_path / "leaky.pdf"
    with pikepdf.open(clean) as pdf:
        written(SENTENCE)(pdf)
        written(TITLE)(pdf)
        pdf.save(leaky)
    known = Secrets(values=dict(secrets.values), pieces=dict(secrets.pieces), numbers=dict(secrets.numbers))
    known.public.add_values([PUBLIC, "例町"])
    assert len(leaks(leaky, known)) == 1
    known.public.add_body(Body((Passage(f"昨年の会議で、{SENTENCE}と報告した。"), Passage(TITLE))))
    assert leaks(leaky, known) == []


@pytest.mark.parametrize(
    "text", ["令和６年10月31日（木）　例町会議資料", "資料１－２　例町", "１　会議資料　２　例町", "12,345,678,901円"]
)
def test_what_is_made_of_public_words_numbers_and_days_is_no_secret(text: str, secrets: Secrets, tmp_path: Path) -> None:
    """A withheld paper that begins with the meeting's day and name does not keep these from the 次第."""
    withheld = Secrets()
    withheld.public.add_names(["例町", "会議資料", "令和６年度"])
    secret = Secret("", "文章", Place("meetings/a.yaml"))
    withheld.add_body(Body((Passage(text), Passage("資料１"), Passage("10時30分"))), secret)
    made = Paper().write_all([text, "資料１　10時30分"]).save(tmp_path / "a.pdf")
    assert leaks(made, withheld) == []


@pytest.mark.parametrize(
    ("text", "is_found"), [("人事", True), ("１　人事（審議）", True), ("法人事業の計画", False), ("個人事情", False)]
)
def test_a_short_title_is_found_where_it_stands_for_itself(text: str, is_found: bool, tmp_path: Path) -> None:
    withheld = Secrets()
    withheld.add_value("人事", Secret("", "題名", Place("meetings/a.yaml")))
    assert bool(leaks(Paper().write_all([text]).save(tmp_path / "a.pdf"), withheld)) is is_found


def zipped(name: str, data: bytes) -> bytes:
    """A zip of one file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr(name, data)
    return out.getvalue()


FILES: dict[str, tuple[str, bytes]] = {
    "a page": ("a/index.html", "<h1>例町</h1><p>職員の<b>懲戒</b>処分に<wbr>ついて（案）</p>".encode()),
    "a comment of a page": ("a/index.html", f"<p>例町<!-- {TITLE} --></p>".encode()),
    "a link of a page": (
        "a/index.html",
        f'<a href="{quote(TITLE)}.pdf">x</a>'.encode(),
    ),
    "the name of a file": (f"a/{TITLE}.txt", b"x"),
    "a calendar": ("a.ics", "DESCRIPTION:見本　花子さんは、来月の十五日をも\r\n って退職する見込み".encode()),
    "a feed": ("feed.xml", f"<feed><title>{TITLE}</title></feed>".encode()),
    "a text in CP932": ("a.txt", SENTENCE.encode("cp932")),
    "a zip": ("a.zip", zipped("b.txt", SENTENCE.encode())),
    "a zip in a zip": ("a.zip", zipped("c.zip", zipped("b.html", SENTENCE.encode()))),
    "a picture": ("a.png", png(picture())),
    "a picture in a zip": ("a.docx", zipped("word/media/image1.jpeg", png(picture(), "jpeg", quality=70))),
    "a name in a zip": ("a.docx", zipped("docProps/core.xml", f"<a><creator>{AUTHOR}</creator></a>".encode())),
}


@pytest.mark.parametrize("kind", FILES)
def test_a_folder_is_searched_file_by_file(kind: str, secrets: Secrets) -> None:
    name, data = FILES[kind]
    assert [each.code for each in find_leaks({name: read_file(name, data)}, secrets)] == ["HD619"]
    others = {
        "index.html": PUBLIC.encode(),
        "例町.png": png(picture(2)),
        "b.ics": b"SUMMARY:x",
        "c.zip": zipped("d.txt", PUBLIC.encode()),
    }
    assert find_leaks({name: read_file(name, data) for name, data in others.items()}, secrets) == []


def test_what_a_format_has_before_its_texts_is_no_word(secrets: Secrets) -> None:
    for word in ("published", "location"):  # of a hidden heading of a withheld workbook
        secrets.add_value(word, Secret("", "ファイルの中の言葉", Place("a.yaml")))
    files = {"feed.xml": b"<feed><published>2024</published></feed>", "a.ics": b"LOCATION;LANGUAGE=ja:x\r\nSUMMARY:y\r\n"}
    assert find_leaks({name: read_file(name, data) for name, data in files.items()}, secrets) == []
    files = {"feed.xml": b"<feed><a>published</a></feed>", "a.ics": b"SUMMARY:location\r\n"}
    assert len(find_leaks({name: read_file(name, data) for name, data in files.items()}, secrets)) == 2


def test_a_hit_names_the_paper_the_page_and_the_words(clean: Path, secrets: Secrets, tmp_path: Path) -> None:
    leaky = tmp_path / "leaky.pdf"
    with pikepdf.open(clean) as pdf:
        written(SENTENCE)(pdf)
        pdf.save(leaky)
    (problem,) = find_leaks({"packet-public.pdf": read_contents(leaky)}, secrets)
    assert str(problem.place) == "meetings/a.yaml:7:3"
    assert "（1ページのページの文字" in problem.message
    assert problem.quote is not None
    assert problem.quote.startswith("見本花子さんは、来月の")
