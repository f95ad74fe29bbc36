"""The columns of a roster in a spreadsheet."""

#: The columns of a roster in their order, by the keys of a member.
COLUMNS = {
    "category": "区分",
    "name": "構成員",
    "post": "職名",
    "person": "氏名",
    "role": "備考",
    "aliases": "別の書き方",
    "since": "いつから",
    "until": "いつまで",
    "id": "id",
}
#: Those that hold words of a member, which may change with a term.
WORDS = ("name", "post", "person", "role")
