"""Git repositories made wrong on purpose: objects, names, modes, links, references, settings, hooks and attributes that git would not write.

Objects are written as files, without git, so that anything can stand in them.
"""

from __future__ import annotations

import hashlib
import zlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from mutate_texts import listed, listed_bytes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

#: What an entry of a tree is: mode, name, object.
Entry = tuple[bytes, bytes, str]

_NAMES = (
    *listed_bytes(
        """
..¦.¦.git¦.GIT¦git~1¦a/b¦../x¦/x¦-x¦\x1b[31m.yaml¦ÿþ.yaml¦con¦a\\b¦.gitmodules¦.gitattributes¦2024-05-01.yaml¦meetings¦
templates¦common
        """
    ),
    b"",
    b"\n.yaml",
    b"n" * 5000,
    "\u202eyaml.docx".encode(),
)
_MODES = (b"120000", b"160000", b"100755", b"0", b"40000", b"777777", b"100664", b"", b"x", b"0100644")
_TARGETS = (
    *listed_bytes(
        """
/etc¦/etc/passwd¦..¦.¦../../outside¦../../../outside/notes.txt¦meetings¦loop¦/dev/zero¦/dev/stdin¦/proc/self/fd/0¦
.git/config¦\x1b[2J¦2024-05-01.yaml¦../meetings/common
        """
    ),
    b"a" * 5000,
    b"",
)
_ATTRIBUTES = (
    *listed_bytes(
        """
* filter=evil¦* text=auto eol=crlf¦* working-tree-encoding=UTF-16¦* working-tree-encoding=x¦* ident export-subst¦* diff=evil¦
* merge=evil¦[attr]x filter=evil\n* x¦\xff\0* -text
        """
    ),
    b"a" * 9000 + b" text\n",
    b"* filter=evil\n" * 20_000,
)
#: Settings that run a program; `%s` is the program.
_PROGRAMS = (
    *listed(
        """
[core]\n fsmonitor = %s¦[core]\n pager = %s¦[core]\n sshCommand = %s¦[core]\n editor = %s¦[core]\n alternateRefsCommand = %s¦
[filter "evil"]\n smudge = %s\n required¦[filter "evil"]\n process = %s¦[diff "evil"]\n textconv = %s¦
[diff "evil"]\n command = %s¦[diff]\n external = %s¦[uploadpack]\n packObjectsHook = %s¦[credential]\n helper = !%s¦
[gpg]\n program = %s¦[pager]\n diff = %s¦[alias]\n checkout = !%s\n rev-parse = !%s¦[merge "evil"]\n driver = %s¦
[interactive]\n diffFilter = %s¦[hook]\n post-checkout = %s¦
[extensions]\n partialClone = o\n[remote "o"]\n promisor = true\n url = ext::%s¦[core]\n gitProxy = %s¦
[log]\n showSignature = true
    """
    ),
)
_SETTINGS = (
    *listed(
        """
[core]\n worktree = /¦[core]\n bare = true¦[core]\n repositoryformatversion = 99¦[core]\n hooksPath = ../outside¦[core¦
[extensions]\n objectFormat = sha256¦[core]\n sparseCheckout = true¦[include]\n path = ../../outside/notes.txt¦
[core]\n autocrlf = input¦[include]\n path = config¦[core]\n symlinks = false¦
[core]\n protectNTFS = false¦[core]\n protectHFS = false\n fileMode = false¦[core]\n quotePath = false¦
[core]\n splitIndex = true¦[core]\n excludesFile = /dev/zero¦[core]\n attributesFile = /dev/zero¦
[submodule]\n recurse = true¦[checkout]\n workers = 99¦[core]\n bigFileThreshold = 1¦\x00ÿ
    """
    ),
)
_HOOKS = listed("post-checkout¦post-index-change¦reference-transaction¦pre-auto-gc¦post-rewrite¦fsmonitor-watchman¦post-merge")
_REFS = (
    *listed(
        "ref: refs/heads/main¦ref: refs/heads/a¦ref: HEAD¦ref: ../../outside/notes.txt¦ref: refs/heads/-x¦ref: refs/heads/main\nref: x¦\0"
    ),
    *("", "x" * 40, "0" * 40, "ref: " + "a/" * 3000),
)


class Repository:
    """A repository in a workspace, written object by object."""

    def __init__(self, workspace: Path, outside: Path) -> None:
        self.top, self.git, self.outside = workspace, workspace / ".git", outside
        for folder in ("objects/info", "objects/pack", "refs/heads", "refs/tags", "hooks", "info"):
            (self.git / folder).mkdir(parents=True)
        self.write("HEAD", "ref: refs/heads/main\n")
        self.write("config", "[core]\n repositoryformatversion = 0\n bare = false\n")

    def write(self, name: str, text: str | bytes) -> None:
        """A file of the repository."""
        path = self.git / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def put(self, kind: str, data: bytes, *, name: str | None = None) -> str:
        """An object; returns its name, which is that of its bytes if no other is asked for."""
        return self._put(zlib.compress(b"%s %d\0" % (kind.encode(), len(data)) + data, 1), name or _name(kind, data))

    def _put(self, packed: bytes, name: str) -> str:
        path = self.git / "objects" / name[:2] / name[2:]
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(packed)
        return name

    def tree(self, entries: Sequence[Entry]) -> str:
        """A tree of these entries in the order given."""
        return self.put("tree", b"".join(mode + b" " + name + b"\0" + bytes.fromhex(sha) for mode, name, sha in entries))

    def folder(self, path: Path) -> list[Entry]:
        """A folder of the workspace as entries."""
        found: list[Entry] = []
        for each in sorted(path.iterdir()):
            if each.name == ".git":
                continue
            if each.is_dir():
                found.append((b"40000", each.name.encode(), self.tree(self.folder(each))))
            else:
                found.append((b"100644", each.name.encode(), self.put("blob", each.read_bytes())))
        return found

    def commit(self, tree: str, parents: Sequence[str] = (), message: bytes = b"a\n") -> str:
        """A commit."""
        who = b"A <a@example.jp> 1700000000 +0900\n"
        lines = [
            b"tree " + tree.encode(),
            *(b"parent " + parent.encode() for parent in parents),
            b"author " + who + b"committer " + who,
        ]
        return self.put("commit", b"\n".join(lines) + b"\n" + message)

    def spoil(self, at: str, rng: Random) -> None:
        """Makes an object's file wrong."""
        path = self.git / "objects" / at[:2] / at[2:]
        data = path.read_bytes()
        path.write_bytes(
            rng.choice((b"", data[: len(data) // 2], b"\xff" + data, zlib.compress(b"blob 99999999999\0x"), zlib.compress(b"x")))
        )

    def bomb(self) -> str:
        """A blob of 300 MB, small on the disk."""
        size, packed = _zeros()
        return self._put(packed, hashlib.sha1(b"bomb %d" % size).hexdigest())


def _name(kind: str, data: bytes) -> str:
    return hashlib.sha1(b"%s %d\0" % (kind.encode(), len(data)) + data).hexdigest()


@cache
def _zeros() -> tuple[int, bytes]:
    size = 300 << 20
    return size, zlib.compress(b"blob %d\0" % size + bytes(size), 1)


def odd_repository(workspace: Path, outside: Path, rng: Random) -> None:
    """A repository of two commits in a workspace, some of it made wrong; what runs by it writes a file `ran` beside the workspace."""
    made = Repository(workspace, outside)
    entries = made.folder(workspace)
    first = made.commit(made.tree(entries))
    for _ in range(rng.choice((0, 1, 1, 2, 3))):
        entries = _changed_entries(made, entries, rng)
    second = made.commit(
        made.tree(entries), [first], rng.choice((b"\nb\n", b"\x1b[31m\n", b"", b"encoding x\n\nb\n", b"\n" + b"m" * 100_000))
    )
    made.write("refs/heads/main", second + "\n")
    made.write("refs/tags/old", first + "\n")
    for _ in range(rng.choice((0, 1, 1, 2))):
        rng.choice((_setting, _setting, _setting, _hooks, _reference, _tag, _broken, _elsewhere))(made, (first, second), rng)


def _changed_entries(made: Repository, entries: list[Entry], rng: Random) -> list[Entry]:
    """The entries of a tree with one of them, or one below it, made wrong."""
    place = rng.randrange(len(entries))
    mode, name, sha = entries[place]
    if mode == b"40000" and rng.random() < 0.6:
        below = (made.top / name.decode()) if name in {b"meetings", b"templates"} else made.top / "meetings" / "common"
        inner = _changed_entries(made, made.folder(below if below.is_dir() else made.top / "meetings"), rng)
        return [*entries[:place], (mode, name, made.tree(inner)), *entries[place + 1 :]]
    link = made.put("blob", rng.choice(_TARGETS))
    odd = rng.choice(
        (
            (b"120000", name, link),
            (b"120000", name, link),
            (b"120000", rng.choice((b"loop", b"0.yaml", b"0.docx")), link),
            (rng.choice(_MODES), name, sha),
            (mode, rng.choice(_NAMES), sha),
            (mode, name, rng.choice(("0" * 40, "1" * 40, entries[0][2], entries[-1][2]))),
            (b"160000", rng.choice((b"sub", name)), "2" * 40),
            (b"100644", b".gitattributes", made.put("blob", rng.choice(_ATTRIBUTES))),
            (
                b"100644",
                b".gitmodules",
                made.put("blob", b'[submodule "a"]\n path = -x\n url = ext::sh -c "touch ran"\n update = !touch ran\n'),
            ),
            (b"40000", b"z", _tree_bomb(made)),
            (b"100644", rng.choice((b"0.yaml", name)), made.bomb()),
            (
                b"100644",
                name,
                made.put(
                    "blob",
                    rng.choice(
                        (b"", b"a: " + b"[" * 5000, b"\0" * 100, b"\x1b[31m: \x1b\n"),
                    ),
                ),
            ),
        )
    )
    kept = [each for each in entries if each[1] != odd[1] or rng.random() < 0.1]
    return [*kept, odd] if rng.random() < 0.3 else sorted([*kept, odd], key=lambda each: each[1])


def _tree_bomb(made: Repository) -> str:
    """Ten to the seventh files, in seven trees."""
    sha, mode = made.put("blob", b"x"), b"100644"
    for _ in range(7):
        sha, mode = made.tree([(mode, b"%d" % number, sha) for number in range(10)]), b"40000"
    return sha


def _program(made: Repository) -> str:
    path = made.git / "evil.sh"
    path.write_text(f"#!/bin/sh\ntouch '{made.outside}/ran'\ncat\n", "utf-8")
    path.chmod(0o700)
    return str(path)


def _setting(made: Repository, _: tuple[str, str], rng: Random) -> None:
    program = _program(made)
    lines = rng.choice(
        (rng.choice(_PROGRAMS).replace("%s", program), rng.choice(_PROGRAMS).replace("%s", program), rng.choice(_SETTINGS))
    )
    with (made.git / rng.choice(("config", "config", "config.worktree"))).open("ab") as config:
        config.write(lines.encode("latin-1") + b"\n")
    if rng.random() < 0.5:
        made.write("info/attributes", rng.choice(_ATTRIBUTES))


def _hooks(made: Repository, _: tuple[str, str], __: Random) -> None:
    program = _program(made)
    for name in _HOOKS:
        (made.git / "hooks" / name).write_bytes(Path(program).read_bytes())
        (made.git / "hooks" / name).chmod(0o700)


def _reference(made: Repository, _: tuple[str, str], rng: Random) -> None:
    made.write(
        rng.choice(("HEAD", "refs/heads/main", "refs/heads/a", "refs/tags/old", "packed-refs", "refs/heads/-x")), rng.choice(_REFS)
    )


def _tag(made: Repository, commits: tuple[str, str], rng: Random) -> None:
    sha, kind = rng.choice(commits), "commit"
    for number in range(rng.choice((1, 3, 2000))):
        sha, kind = made.put("tag", f"object {sha}\ntype {kind}\ntag old{number}\ntagger A <a@b> 1 +0000\n\nx\n".encode()), "tag"
    made.write("refs/tags/old", sha + "\n")


def _broken(made: Repository, commits: tuple[str, str], rng: Random) -> None:
    if rng.random() < 0.5:
        made.spoil(rng.choice(commits), rng)
        return
    objects = sorted(path for path in (made.git / "objects").glob("??/*") if path.is_file())
    path = rng.choice(objects)
    made.spoil(path.parent.name + path.name, rng)


def _elsewhere(made: Repository, commits: tuple[str, str], rng: Random) -> None:
    """Files by which git looks elsewhere."""
    name, text = rng.choice(
        (
            ("objects/info/alternates", "/etc\n../../..\n" * rng.choice((1, 3000))),
            ("commondir", rng.choice(("..", "../../outside", "/"))),
            ("shallow", rng.choice((commits[1], "x", commits[0] * 2))),
            ("info/grafts", f"{commits[0]} {commits[1]}\n"),
            (f"refs/replace/{commits[1]}", commits[0] + "\n"),
            ("index", "DIRC" + "\0" * 40),
            ("gitdir", "/"),
            ("info/sparse-checkout", "/*\n!/meetings\n" * rng.choice((1, 9000))),
        )
    )
    made.write(name, text)
