"""Charts as parts of an Office file."""

from __future__ import annotations

from decks import NAMESPACES, p

NORTH_SOUTH = ("北部", "南部")


def chart(plot: str, *, title: str | None = None, legend: str | None = "", axes: str | None = None, automatic: bool = False) -> str:
    """A chart of plots; `title` is its words, and empty for one that nobody has written."""
    words = f"<c:tx><c:rich><a:bodyPr/>{p(title)}</c:rich></c:tx>" if title else ""
    return (
        f"<c:chartSpace {NAMESPACES}><c:chart>{'' if title is None else f'<c:title>{words}</c:title>'}"
        f'<c:autoTitleDeleted val="{0 if automatic else 1}"/>'
        f"<c:plotArea><c:layout/>{plot}{axis() + value_axis() if axes is None else axes}</c:plotArea>"
        f"{'' if legend is None else f'<c:legend>{legend}</c:legend>'}</c:chart></c:chartSpace>"
    )


def bars(*series: str, labels: str = "") -> str:
    """Columns side by side."""
    ids = '<c:axId val="1"/><c:axId val="2"/>'
    return f'<c:barChart><c:barDir val="col"/><c:grouping val="clustered"/>{"".join(series)}{labels}{ids}</c:barChart>'


def pie(series: str) -> str:
    """A round chart of one series."""
    return f'<c:pieChart><c:varyColors val="1"/>{series}</c:pieChart>'


def series(name: str, values: tuple[str, ...] = ("1", "3"), more: str = "", form: str = "General", cats: str = "") -> str:
    """A series with its name, its values and the labels before them."""
    tx = f"<c:tx><c:strRef><c:f>a</c:f>{_cache('str', (name,))}</c:strRef></c:tx>" if name else ""
    named = cats or f"<c:strRef><c:f>a</c:f>{_cache('str', NORTH_SOUTH)}</c:strRef>"
    kept = f"<c:numRef><c:f>a</c:f>{_cache('num', values, form)}</c:numRef>"
    return f'<c:ser><c:idx val="0"/><c:order val="0"/>{tx}{more}<c:cat>{named}</c:cat><c:val>{kept}</c:val></c:ser>'


def days(*values: str) -> str:
    """Categories that are days."""
    return f"<c:numRef><c:f>a</c:f>{_cache('num', values, 'yyyy/m/d')}</c:numRef>"


def labels(*shown: str, more: str = "", after: str = "") -> str:
    """Labels at the points that show these things (`Val`, `CatName`)."""
    switches = ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")
    inner = "".join(f'<c:show{each} val="{1 if each in shown else 0}"/>' for each in switches)
    return f"<c:dLbls>{more}{inner}{after}</c:dLbls>"


def axis(title: str = "", deleted: int = 0, more: str = "") -> str:
    """The axis of the categories."""
    return _axis("catAx", 1, 2, title, deleted, more)


def value_axis(title: str = "", deleted: int = 0, more: str = "") -> str:
    """The axis of the values."""
    return _axis("valAx", 2, 1, title, deleted, more)


def _axis(kind: str, number: int, other: int, title: str, deleted: int, more: str) -> str:
    words = f"<c:title><c:tx><c:rich><a:bodyPr/>{p(title)}</c:rich></c:tx></c:title>" if title else ""
    return (
        f'<c:{kind}><c:axId val="{number}"/><c:scaling/><c:delete val="{deleted}"/><c:axPos val="{"b" if number == 1 else "l"}"/>'
        f'{words}<c:numFmt formatCode="General" sourceLinked="1"/><c:crossAx val="{other}"/>{more}</c:{kind}>'
    )


def _cache(kind: str, values: tuple[str, ...], form: str = "") -> str:
    points = "".join(f'<c:pt idx="{place}"><c:v>{value}</c:v></c:pt>' for place, value in enumerate(values))
    code = f"<c:formatCode>{form}</c:formatCode>" if form else ""
    return f'<c:{kind}Cache>{code}<c:ptCount val="{len(values)}"/>{points}</c:{kind}Cache>'
