"""What a template prints and nobody has written: never what it only tests, nor what it prints in a branch that is not taken."""

from __future__ import annotations

import pytest

from hyoga_docs.word.printed_values import names_used, unwritten

CONTEXT = {
    "notice": {"number": "", "sent": "令和６年", "contact": [], "more": []},
    "open": {"public": True, "reason": "", "seats": ""},
}
ASKED = {"notice.number", "notice.sent", "notice.contact", "open.reason", "open.seats"}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("{{ notice.number }}", ["notice.number"]),
        ("{{ notice.number }}{{ notice.number }}{{ open.seats }}", ["notice.number", "open.seats"]),
        ("{{ notice.sent }}", []),
        ("{% if notice.number %}{{ notice.number }}{% endif %}", []),
        ("{% if not open.public %}{{ open.reason }}{% endif %}", []),
        ("{% if open.public %}{{ open.reason }}{% endif %}", ["open.reason"]),
        ("{% for line in notice.contact %}{{ line }}{% endfor %}", ["notice.contact"]),
        ("{% if notice.contact %}{% for line in notice.contact %}{{ line }}{% endfor %}{% endif %}", []),
        ("{{ notice.contact|join('、') }}", ["notice.contact"]),
        ("{% for each in notice.more %}{{ each }}{% endfor %}", []),  # nobody asks for it
        ("{{ notice.number", []),  # which is told where it is filled
        ("{{ 1 // 0 }}{{ notice.number }}", []),
    ],
)
def test_what_is_printed_and_not_written_is_asked_for(source: str, found: list[str]) -> None:
    assert unwritten(source, CONTEXT, ASKED) == found


def test_a_template_names_its_addressee_only_at_the_top() -> None:
    assert "addressee" in names_used("{% for line in addressee.lines %}{{ line }}{% endfor %}")
    assert "addressee" not in names_used("{{ notice.addressee }}{% set addressee = 1 %}{{ addressee }}")
    assert names_used("{% for %}") == frozenset()
