"""Structure trees joined: whole ones stay whole, broken ones do no harm."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from hyoga_docs.pdf.intake.records import IntakeRequest, IntakeResult
from hyoga_docs.pdf.intake.take import take
from hyoga_docs.pdf.tagging.join_trees import StructureJoin


def tagged(pages: int = 1, **root: Any) -> pikepdf.Pdf:
    """A PDF with one tagged paragraph a page; `root` overrides entries of its structure root."""
    pdf = pikepdf.new()
    top = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=top))
    kids, numbers = [], []
    for index in range(pages):
        page = pdf.add_blank_page(page_size=(200, 200))
        page.obj.Contents = pdf.make_stream(b"/P <</MCID 0>> BDC BT /F 12 Tf 9 99 Td (word) Tj ET EMC")
        page.obj.Resources = Dictionary(Font=Dictionary(F=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)))
        page.obj.StructParents = index
        element = pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name("/Text-body"), P=document, Pg=page.obj, K=0, ID=String(f"e{index}"))
        )
        kids.append(element)
        numbers += [index, pdf.make_indirect(Array([element]))]
    document.K = Array(kids)
    top.K = document
    top.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(numbers)))
    top.RoleMap = Dictionary({"/Text-body": Name.P})
    for name, value in root.items():
        top[f"/{name}"] = value
    pdf.Root.StructTreeRoot = top
    return pdf


def join(*sources: pikepdf.Pdf, chosen: dict[int, str] | None = None) -> pikepdf.Pdf:
    """The sources taken in and joined into one PDF with one tree, as the binder does; saved and opened again."""
    out = pikepdf.new()
    tree = StructureJoin(out, "ja-JP")
    with tempfile.TemporaryDirectory() as folder:
        for number, source in enumerate(sources):
            path, clean = Path(folder) / "source.pdf", Path(folder) / f"{number}.pdf"
            source.save(path)
            taken = take(IntakeRequest(str(path), ".pdf", (chosen or {}).get(number), "題", (), f"s{number}"), clean)
            assert isinstance(taken, IntakeResult)
            paper = pikepdf.open(io.BytesIO(clean.read_bytes()))
            start = len(out.pages)
            out.add_pages_from(paper, forms="strip")
            tree.add(paper, list(out.pages)[start:], f"部{number}")
    tree.finish()
    data = io.BytesIO()
    out.save(data)
    return pikepdf.open(io.BytesIO(data.getvalue()))


def consistent(pdf: pikepdf.Pdf) -> None:
    """Every page's key leads to an array whose elements stand on that page and hang under the document."""
    root = pdf.Root.StructTreeRoot
    numbers = root.ParentTree.Nums
    tree = {int(numbers[i]): numbers[i + 1] for i in range(0, len(numbers), 2)}
    assert list(tree) == sorted(tree)
    assert int(root.ParentTreeNextKey) > max(tree)
    for page in pdf.pages:
        if "/StructParents" in page.obj:
            for element in tree[int(page.obj.StructParents)]:
                assert element.Pg.objgen == page.obj.objgen
                up = element
                while up.get("/S") != Name.Document:
                    up = up.P
                assert up.P.objgen == root.objgen


def test_two_trees_become_one_with_new_keys_and_ids() -> None:
    pdf = join(tagged(2), tagged(3))
    consistent(pdf)
    parts = pdf.Root.StructTreeRoot.K.K
    assert [str(part.T) for part in parts] == ["部0", "部1"]
    assert [len(part.K) for part in parts] == [2, 3]
    assert [int(page.obj.StructParents) for page in pdf.pages] == [0, 1, 2, 3, 4]
    names = pdf.Root.StructTreeRoot.IDTree.Kids[0].Names
    ids = [str(names[i]) for i in range(0, len(names), 2)]
    assert len(ids) == len(set(ids)) == 5


def roles(pdf: pikepdf.Pdf) -> list[str]:
    """The roles of the parts' first elements."""
    return [str(kids_of(part)[0].S) for part in pdf.Root.StructTreeRoot.K.K]


def kids_of(part: Any) -> list[Any]:
    return list(part.K) if isinstance(part.K, Array) else [part.K]


def test_each_papers_roles_are_the_standard_ones_that_they_stood_for() -> None:
    other = tagged(1, RoleMap=Dictionary({"/Text-body": Name("/Twice"), "/Twice": Name.Span}))
    looped_roles = tagged(1, RoleMap=Dictionary({"/Text-body": Name("/Twice"), "/Twice": Name("/Text-body")}))
    pdf = join(tagged(1), other, looped_roles)
    consistent(pdf)
    assert roles(pdf) == ["/P", "/Span", "/Span"]
    assert "/RoleMap" not in pdf.Root.StructTreeRoot


def headed(*levels: int) -> pikepdf.Pdf:
    pdf = tagged(len(levels))
    for element, level in zip(pdf.Root.StructTreeRoot.K.K, levels, strict=True):
        element.S = Name(f"/H{level}" if level else "/H")
    return pdf


def test_headings_begin_at_the_first_level_and_go_down_one_at_a_time_in_every_paper() -> None:
    pdf = join(headed(2, 4, 4, 1), headed(3), headed(0))
    found = [[str(kid.S) for kid in kids_of(part)] for part in pdf.Root.StructTreeRoot.K.K]
    assert found == [["/H1", "/H2", "/H3", "/H1"], ["/H1"], ["/H1"]]


def test_a_page_range_takes_only_its_own_elements() -> None:
    source = tagged(4)
    source.Root.StructTreeRoot.K.K[0].Alt = String("of page one")
    pdf = join(source, chosen={0: "2,4"})
    consistent(pdf)
    assert len(kids_of(pdf.Root.StructTreeRoot.K.K[0])) == 2
    assert len(pdf.pages) == 2
    assert not any(b"of page one" in item.unparse(resolved=True) for item in pdf.objects if isinstance(item, Dictionary))


def test_an_untagged_paper_between_others_gets_a_tree_of_our_making() -> None:
    bare = pikepdf.new()
    page = bare.add_blank_page()
    page.obj.StructParents = 0
    page.obj.Resources = Dictionary(Font=Dictionary(F=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)))
    page.obj.Contents = bare.make_stream(b"0 0 9 9 re f BT /F 12 Tf 9 99 Td (one) Tj ET BT /F 12 Tf 9 20 Td (two) Tj ET")
    pdf = join(tagged(1), bare, tagged(1))
    consistent(pdf)
    assert [len(kids_of(part)) for part in pdf.Root.StructTreeRoot.K.K] == [1, 2, 1]
    content = pdf.pages[1].Contents.read_bytes()
    assert content.count(b"/Artifact BMC") == 1
    assert content.count(b"/MCID") == 2


def test_the_same_paper_twice_keeps_ids_apart() -> None:
    paper = tagged(2)
    pdf = join(paper, paper)
    consistent(pdf)
    names = pdf.Root.StructTreeRoot.IDTree.Kids[0].Names
    assert len({bytes(names[i]) for i in range(0, len(names), 2)}) == 4


def test_nothing_to_read_gives_no_tree() -> None:
    bare = pikepdf.new()
    bare.add_blank_page()
    assert "/StructTreeRoot" not in join(bare).Root


def looped() -> pikepdf.Pdf:
    pdf = tagged(2)
    first = pdf.Root.StructTreeRoot.K.K[0]
    first.K = Array([0, pdf.Root.StructTreeRoot.K, first])
    return pdf


def looped_parent_tree() -> pikepdf.Pdf:
    pdf = tagged(1)
    tree = pdf.Root.StructTreeRoot.ParentTree
    tree.Kids = Array([tree, tree])
    return pdf


def twice_the_same_key() -> pikepdf.Pdf:
    pdf = tagged(2)
    for page in pdf.pages:
        page.obj.StructParents = 0
    return pdf


BROKEN = {
    "negative keys": lambda: tagged(1, ParentTree=Dictionary(Nums=Array([-1, Array([]), 0, Array([])]))),
    "no ParentTree": lambda: tagged(1, ParentTree=Dictionary()),
    "ParentTree of nonsense": lambda: tagged(1, ParentTree=Array([1, 2])),
    "odd Nums": lambda: tagged(1, ParentTree=Dictionary(Nums=Array([0]))),
    "keys that are names": lambda: tagged(1, ParentTree=Dictionary(Nums=Array([Name.A, Array([])]))),
    "K missing": lambda: tagged(1, K=Array([])),
    "K a number": lambda: tagged(1, K=7),
    "loop": looped,
    "loop in ParentTree": looped_parent_tree,
    "RoleMap of nonsense": lambda: tagged(1, RoleMap=Array([])),
    "one key for two pages": twice_the_same_key,
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_tree_harms_neither_its_paper_nor_its_neighbours(name: str) -> None:
    pdf = join(tagged(1), BROKEN[name](), tagged(2))
    root = pdf.Root.StructTreeRoot
    titles = [str(part.T) for part in root.K.K]
    assert titles[0] == "部0"
    assert titles[-1] == "部2"
    numbers = root.ParentTree.Nums
    keys = [int(numbers[i]) for i in range(0, len(numbers), 2)]
    assert keys == sorted(set(keys))
    for page in (pdf.pages[0], pdf.pages[-1], pdf.pages[-2]):
        element = numbers[2 * keys.index(int(page.obj.StructParents)) + 1][0]
        assert element.Pg.objgen == page.obj.objgen
    assert pdf.check_pdf_syntax() == []


def test_marks_that_no_element_speaks_of_are_no_tags() -> None:
    source = tagged(1)
    page = source.pages[0].obj
    page.Contents = source.make_stream(page.Contents.read_bytes() + b" /P <</MCID 7>> BDC BT /F 12 Tf 9 50 Td (orphan) Tj ET EMC")
    pdf = join(source)
    consistent(pdf)
    assert len(kids_of(pdf.Root.StructTreeRoot.K.K[0])) == 2


def test_the_same_page_twice_is_read_twice() -> None:
    pdf = join(tagged(2), chosen={0: "1,1,2"})
    consistent(pdf)
    assert sorted(int(page.obj.StructParents) for page in pdf.pages) == [0, 1, 2]
    assert len(kids_of(pdf.Root.StructTreeRoot.K.K[0])) == 3


def test_a_large_picture_that_no_tag_speaks_of_is_no_decoration() -> None:
    source = tagged(1)
    page = source.pages[0].obj
    picture = source.make_stream(b"\x00" * 12, Type=Name.XObject, Subtype=Name.Image, Width=2, Height=2, BitsPerComponent=8)
    picture.ColorSpace = Name.DeviceRGB
    page.Resources.XObject = Dictionary(I=picture)
    page.Contents = source.make_stream(page.Contents.read_bytes() + b" q 150 0 0 150 20 20 cm /I Do Q q 5 0 0 5 0 0 cm /I Do Q")
    pdf = join(source)
    consistent(pdf)
    assert [str(kid.S) for kid in kids_of(pdf.Root.StructTreeRoot.K.K[0])] == ["/P", "/Figure"]
    assert pdf.pages[0].Contents.read_bytes().count(b"/Artifact") == 1


def test_scopes_are_set_on_each_cell_though_cells_share_their_attributes() -> None:
    source = tagged(4)
    cells = list(source.Root.StructTreeRoot.K.K)
    document = source.Root.StructTreeRoot.K
    shared = source.make_indirect(Dictionary(O=Name.Table, BBox=Array([0, 0, 1, 1])))
    rows = []
    for pair, roles in ((cells[:2], ("TH", "TH")), (cells[2:], ("TH", "TD"))):
        for cell, role in zip(pair, roles, strict=True):
            cell.S, cell.A = Name(f"/{role}"), shared
        rows.append(source.make_indirect(Dictionary(Type=Name.StructElem, S=Name.TR, P=document, K=Array(pair))))
    document.K = Array([source.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Table, P=document, K=Array(rows)))])
    pdf = join(source)
    table = kids_of(pdf.Root.StructTreeRoot.K.K[0])[0]
    scopes = [[[str(each.get("/Scope", "")) for each in kids_of_attribute(cell)] for cell in row.K] for row in table.K]
    assert scopes == [[["/Column"], ["/Column"]], [["/Row"], [""]]]


def kids_of_attribute(cell: Any) -> list[Any]:
    held = cell.get("/A")
    return list(held) if isinstance(held, Array) else [held]
