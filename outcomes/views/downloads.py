"""A dashboard to take away: its tables as CSV or XLSX, its columns as SVG, each exactly as the page is filtered."""

from django.http import Http404
from django.utils.translation import gettext as _

from drawing import exports
from drawing.charts import WIDE

TABLES = ("quarters", "indicators", "ties")


def board_download(request, board, tables=None):
    """The file that `?format=csv|xlsx|svg&table=…` asks for. tables: {name: (columns, rows)} beside the quarters."""
    kind = request.GET.get("format")
    name = f"{board.scope.name} {board.span.label}"
    if kind == "svg":
        return exports.svg_response(f"{name} {board.indicator.code}", board.chart.svg(WIDE))
    tables = {"quarters": quarters_table, **(tables or {})}
    table = request.GET.get("table", "quarters")
    if kind not in exports.FORMATS or table not in tables:
        raise Http404("No such download.")
    columns, rows = tables[table](board)
    return exports.table_response(kind, f"{name} {table}", columns, rows)


def quarters_table(board):
    """The numbers behind the columns, whole and not rounded."""
    code = board.indicator.code
    columns = [_("Period"), _("Indicator"), _("From"), _("To"), _("Verified"), _("Documented"), _("Reported"),
               _("Records verified"), _("Records not verified")]  # fmt: skip
    rows = []
    for quarter in board.quarters:
        figure = board.sums.figure(code, quarter)
        rows.append((quarter.label, code, quarter.first, quarter.last, figure.verified, figure.documented,
                     figure.reported, figure.n, figure.n_unverified))  # fmt: skip
    return columns, rows
