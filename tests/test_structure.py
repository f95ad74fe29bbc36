"""Structure trees joined: whole ones stay whole, broken ones do no harm."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from hyoga_docs.pdf.structure import StructureJoin


def tagged(pages: int = 1, **root: Any) -> pikepdf.Pdf:
    """A PDF with one tagged paragraph a page; `root` overrides entries of its structure root."""
    pdf = pikepdf.new()
    top = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=top))
    kids, numbers = [], []
    for index in range(pages):
        page = pdf.add_blank_page(page_size=(200, 200))
        page.obj.Contents = pdf.make_stream(b"/P <</MCID 0>> BDC EMC")
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


def join(*sources: pikepdf.Pdf, chosen: dict[int, list[int]] | None = None) -> pikepdf.Pdf:
    """The sources' pages in one PDF, their trees joined; saved and opened again."""
    out = pikepdf.new()
    tree = StructureJoin(out, "ja-JP")
    for number, source in enumerate(sources):
        pages = (chosen or {}).get(number, list(range(len(source.pages))))
        prepared = tree.prepare(source, [source.pages[index] for index in pages])
        out.add_pages_from(source, pages)
        if prepared is not None:
            tree.add(prepared, source, f"部{number}")
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


def test_roles_that_clash_are_renamed_in_their_own_part() -> None:
    other = tagged(1, RoleMap=Dictionary({"/Text-body": Name.Span}))
    pdf = join(tagged(1), other)
    consistent(pdf)
    roles = pdf.Root.StructTreeRoot.RoleMap
    kinds = [str(part.K[0].S) for part in pdf.Root.StructTreeRoot.K.K]
    assert kinds[0] != kinds[1]
    assert [str(roles[kind]) for kind in kinds] == ["/P", "/Span"]


def test_a_page_range_takes_only_its_own_elements() -> None:
    pdf = join(tagged(4), chosen={0: [1, 3]})
    consistent(pdf)
    kids = [kid for kid in pdf.Root.StructTreeRoot.K.K[0].K if "/K" in kid and Array([]) != kid.K]
    assert len(kids) == 2
    assert len(pdf.pages) == 2


def test_an_untagged_source_between_keeps_no_keys_of_its_own() -> None:
    bare = pikepdf.new()
    bare.add_blank_page().obj.StructParents = 0
    pdf = join(tagged(1), bare, tagged(1))
    consistent(pdf)
    assert [page.obj.get("/StructParents") for page in pdf.pages] == [0, None, 1]


def test_nothing_tagged_gives_no_tree() -> None:
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
