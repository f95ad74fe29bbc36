"""GitHub's comments on this machine, and a `gh` that speaks to them over HTTP."""

from __future__ import annotations

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

#: What `gh api` does of what the script asks for: pages, the one filter, a field from a file, an answer's failure.
GH = """
import json, os, re, sys, urllib.error, urllib.request
words, method, query, fields, path = sys.argv[2:], "GET", None, {}, None
assert sys.argv[1] == "api", sys.argv
while words:
    word = words.pop(0)
    if word == "--method": method = words.pop(0)
    elif word == "--jq": query = words.pop(0)
    elif word == "-F":
        key, _, value = words.pop(0).partition("=")
        fields[key] = open(value[1:], encoding="utf-8").read() if value.startswith("@") else value
    elif word in ("--paginate", "--silent"): pass
    else: path = word
url = f"{os.environ['GH_TEST_SERVER']}/{path}"
while url:
    data = json.dumps(fields).encode() if fields else None
    request = urllib.request.Request(url, data, {"Authorization": "token " + os.environ["GH_TOKEN"]}, method=method)
    try:
        with urllib.request.urlopen(request) as response:
            answer, link = json.load(response), response.headers.get("Link", "")
    except urllib.error.HTTPError as problem:
        print(f"gh: {problem.reason} (HTTP {problem.code})", file=sys.stderr)
        raise SystemExit(1)
    if query:
        assert query == '.[] | select(.user.type == "Bot" and (.body | startswith("<!-- hyoga-docs -->"))) | .id', query
        for each in answer:
            if each["user"]["type"] == "Bot" and each["body"].startswith("<!-- hyoga-docs -->"):
                print(each["id"])
    found = re.search("<([^>]*)>; rel=.next.", link)
    url = found[1] if found else None
"""


class GitHub(ThreadingHTTPServer):
    """The comments of pull request 7, as GitHub keeps them."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.comments: list[dict[str, Any]] = []
        self.asked: list[tuple[str, str]] = []
        self.refuse = 0

    @property
    def address(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.server_address[1]}"


class Answer(BaseHTTPRequestHandler):
    """Lists with pages, makes and changes comments."""

    server: GitHub

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the library's name
        """Says nothing."""

    def _answer(self, code: int, held: object, **headers: str) -> None:
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(json.dumps(held).encode())

    def _body(self) -> str:
        self.server.asked.append((self.command, self.path))
        return str(json.loads(self.rfile.read(int(self.headers["Content-Length"])))["body"])

    def do_GET(self) -> None:
        """A page of comments."""
        self.server.asked.append((self.command, self.path))
        asked = parse_qs(urlsplit(self.path).query)
        page, size = int(asked.get("page", ["1"])[0]), int(asked["per_page"][0])
        found = self.server.comments[(page - 1) * size : page * size]
        path = urlsplit(self.path).path
        more = f'<{self.server.address}{path}?per_page={size}&page={page + 1}>; rel="next"'
        self._answer(200, found, **({"Link": more} if page * size < len(self.server.comments) else {}))

    def do_POST(self) -> None:
        """A new comment."""
        body = self._body()
        if self.server.refuse:
            return self._answer(self.server.refuse, {})
        self.server.comments.append(comment(len(self.server.comments) + 1, body))
        return self._answer(201, {})

    def do_PATCH(self) -> None:
        """A comment that is changed."""
        body, number = self._body(), int(self.path.rpartition("/")[2])
        next(each for each in self.server.comments if each["id"] == number)["body"] = body
        self._answer(200, {})


def comment(number: int, body: str, kind: str = "Bot") -> dict[str, Any]:
    return {"id": number, "body": body, "user": {"type": kind}}
