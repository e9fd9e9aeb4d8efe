"""Bringing in a spreadsheet by the page: file, columns, preview, rows put right, import, undo (DESIGN 5)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from activities.forms import refuse
from drawing.exports import FORMATS, table_response
from exchange import undo, uploading
from exchange.column_names import MADE
from exchange.dataset_words import WORDS, datasets_for, example_of, note_of, template_rows
from exchange.datasets import DATASETS
from exchange.engine import FileRefused
from exchange.import_forms import RowForm, UploadForm
from exchange.models import ImportRun, ImportUpload, RowState, UploadState
from exchange.tables import NotReadable
from exchange.template_book import book_response
from outcomes.services.indicators import manages
from stakeholders.verbs import Refusal

PAGE = 50
SAMPLES = 3
WIDTH = 5  # cells of a row that the preview shows


def check_may(request):
    """Coordinators bring in for their office, platform staff for everybody."""
    if request.user.is_staff:
        return
    if not (request.office and manages(request.user, request.office.organisation)):
        raise PermissionDenied


def mine(request, pk):
    check_may(request)
    return get_object_or_404(ImportUpload.objects.select_related("run"), pk=pk, by=request.user)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def imports(request):
    """Choose what to bring in; what was brought in before."""
    check_may(request)
    form = UploadForm(request.POST or None, request.FILES or None, user=request.user)
    if request.method == "GET":
        wanted = request.GET.get("dataset")
        form.initial["dataset"] = wanted if wanted in datasets_for(request.user) else "activities"
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            upload = uploading.receive(
                given["file"], given["dataset"], given["source"], by=request.user, at=timezone.now()
            )
        except NotReadable as fault:
            form.add_error("file", str(fault))
        except Refusal as refusal:
            refuse(form, refusal)
        else:
            return redirect("exchange:upload", upload.pk)
    context = {
        "form": form,
        "uploads": list(named(ImportUpload.objects.filter(by=request.user).select_related("run")[:20])),
        "runs": list(runs_of(request)),
        "templates": [(name, *WORDS[name]) for name in datasets_for(request.user)],
    }
    return render(request, "exchange/imports.html", context, status=422 if form.errors else 200)


def named(uploads):
    for upload in uploads:
        upload.words = WORDS[upload.dataset][0]
        yield upload


def runs_of(request):
    """Imports of this person that the page did not bring in, the newest first: those of the command."""
    found = ImportRun.objects.filter(by=request.user, upload=None)
    if request.user.is_staff:
        found |= ImportRun.objects.filter(by=None, upload=None)
    now = timezone.now()
    for run in found.order_by("-at")[:10]:
        run.words = WORDS.get(run.dataset, (run.dataset,))[0]
        run.may_undo = undo.refusal(run, by=request.user, at=now) is None
        yield run


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def upload(request, pk):
    """One file on its way in: its columns, its rows, what came of it. `?step=columns` goes back to the columns."""
    found = mine(request, pk)
    if request.method == "POST":
        return act(request, found)
    if found.state in (UploadState.LOOKING, UploadState.IMPORTING):
        return render(request, "exchange/working.html", {"upload": found, "words": WORDS[found.dataset][0]})
    if found.state == UploadState.MATCHING or (found.state == UploadState.LOOKED and "step" in request.GET):
        return columns_page(request, found)
    if request.GET.get("format") in FORMATS:
        return wrong_rows(found, request.GET["format"])
    return preview_page(request, found)


def act(request, found):
    done, now = request.POST.get("do"), timezone.now()
    try:
        if done == "match":
            mapping, constants = posted(request, found)
            uploading.match(found, mapping, constants, by=request.user, at=now)
        elif done == "look":
            uploading.look_again(found, by=request.user, at=now)
        elif done in ("import", "good"):
            uploading.bring_in(found, accept_good=done == "good", by=request.user, at=now)
        elif done == "remove" and found.state in (UploadState.MATCHING, UploadState.LOOKED):
            found.delete()
            messages.success(request, _("The file is removed. Nothing of it was imported."))
            return redirect("exchange:import")
    except FileRefused as refusal:
        found.mapping, found.constants = posted(request, found)
        return columns_page(request, found, refusal)
    except Refusal as refusal:
        messages.error(request, refusal.message)
    return redirect("exchange:upload", found.pk)


def posted(request, found):
    """({our column: theirs}, {our column: value}) as the page of columns sends them; a value wins."""
    mapping, constants = {}, {}
    for column in DATASETS[found.dataset].COLUMNS:
        theirs = request.POST.get(f"from_{column.name}", "-")
        if given := request.POST.get(f"all_{column.name}", "").replace("\x00", "").strip():
            constants[column.name] = given
        if theirs.startswith("=") and theirs[1:] in found.columns:
            mapping[column.name] = theirs[1:]
        elif theirs == "made" and column.name == "external_id":
            mapping[column.name] = MADE
    return mapping, constants


def columns_page(request, found, refusal=None):
    """Which column is which, with a sample of each."""
    first = list(found.rows.values_list("cells", flat=True)[:SAMPLES])
    samples = {name: [cells[at] for cells in first if cells[at]] for at, name in enumerate(found.columns)}
    lines = []
    for column in DATASETS[found.dataset].COLUMNS:
        theirs = found.mapping.get(column.name)
        lines.append(
            {
                "column": column,
                "note": note_of(column),
                "made": theirs == MADE,
                "theirs": theirs,
                "sample": samples.get(theirs, []),
                "constant": found.constants.get(column.name, ""),
                "wrong": refusal is not None and refusal.field == f"from_{column.name}",
            }
        )
    left = [(name, samples[name]) for name in found.columns if name not in found.mapping.values()]
    context = {
        "upload": found, "words": WORDS[found.dataset][0], "lines": lines, "left": left, "n": found.rows.count(),
        "refusal": refusal.message if refusal else found.problem,
    }  # fmt: skip
    return render(request, "exchange/columns.html", context, status=422 if refusal else 200)


def preview_page(request, found):
    """What an import would do, row by row; afterwards what it did. `?rows=` filters by what becomes of them."""
    chosen = request.GET.get("rows", "")
    chosen = chosen if chosen in RowState.values else ""
    rows = found.rows.filter(state=chosen) if chosen else found.rows.all()
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    where = uploading.sources(found)
    names = shown_columns(found, where)
    for row in page:
        row.cells_shown = [(name, uploading.value(name, row.cells, row.edits, found, where)) for name in names]
        row.word = RowState(row.state).label if row.state else ""
    counts = found.counts
    chips = [{"url": "?", "text": _("All rows"), "count": counts.get("rows", 0), "on": not chosen}]
    chips += [
        {"url": f"?rows={state}", "text": state.label, "count": counts.get(state, 0), "on": chosen == state}
        for state in RowState
    ]
    run = found.run
    context = {
        "upload": found,
        "words": WORDS[found.dataset][0],
        "names": names,
        "page": page,
        "chips": chips,
        "wrong": counts.get("rejected", 0),
        "good": counts.get("created", 0) + counts.get("changed", 0),
        "counts": counts,
        "run": run,
        "looked": found.state == UploadState.LOOKED,
        "may_undo": run is not None and undo.refusal(run, by=request.user, at=timezone.now()) is None,
        "undoable": found.dataset in undo.RECORDS,
        "ends": run.at + undo.UNDO_FOR if run else None,
    }
    return render(request, "exchange/preview.html", context)


def shown_columns(found, where):
    """The columns that tell rows apart: the needed ones first, as many as a line holds."""
    given = [c for c in DATASETS[found.dataset].COLUMNS if c.name in where and where[c.name] != MADE]
    return [column.name for column in sorted(given, key=lambda column: not column.required)[:WIDTH]]


def wrong_rows(found, kind):
    """The wrong rows as they were sent, with what was put right, and a column that says what is wrong."""
    where = uploading.sources(found)
    places = {at: name for name, at in where.items() if at != MADE}
    wrong = found.rows.filter(state=RowState.REJECTED)
    edited = {name for edits in wrong.exclude(edits={}).values_list("edits", flat=True) for name in edits}
    more = sorted(edited - set(places.values()))  # put right where the file has no column
    rows = (
        [
            *(row.edits.get(places.get(at), cell) for at, cell in enumerate(row.cells)),
            *(uploading.value(name, row.cells, row.edits, found, where) for name in more),
            " ".join(f"{one['column']}: {one['message']}" for one in row.problems),
        ]
        for row in wrong
    )
    return table_response(kind, f"wrong rows {found.dataset}", [*found.columns, *more, "problem"], rows)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def row(request, pk, number):
    """One row, to be put right."""
    found = mine(request, pk)
    if found.state != UploadState.LOOKED:
        raise Http404
    line = get_object_or_404(found.rows, row=number)
    where = uploading.sources(found)
    columns = [c for c in DATASETS[found.dataset].COLUMNS if where.get(c.name) != MADE]
    before = {c.name: uploading.value(c.name, line.cells, line.edits, found, where) for c in columns}
    wrong = {}
    for one in line.problems:
        wrong.setdefault(one["column"], []).append(one["message"])
    form = RowForm(request.POST or None, columns=columns, wrong=wrong, initial=before)
    if request.method == "POST" and form.is_valid():
        # A cell left as it stands is the file's, so that a later change of the columns still reaches it.
        # A browser sends every line's end as two characters.
        given = {name: "\n".join(text.splitlines()) for name, text in form.cleaned_data.items()}
        said = {name: text for name, text in given.items() if text != "\n".join(before[name].splitlines())}
        try:
            uploading.correct(found, line, line.edits | said, by=request.user, at=timezone.now())
        except Refusal as refusal:
            messages.error(request, refusal.message)
            return redirect("exchange:upload", found.pk)
        return after_row(request, found, line)
    elsewhere = [one["message"] for one in line.problems if one["column"] not in form.fields]
    context = {"upload": found, "words": WORDS[found.dataset][0], "line": line, "form": form, "elsewhere": elsewhere}
    return render(request, "exchange/row.html", context)


def after_row(request, found, line):
    """On to the next wrong row; back to the row itself where it is still wrong."""
    line.refresh_from_db()
    if line.state == RowState.REJECTED and not ImportUpload.objects.get(pk=found.pk).stale:
        messages.error(request, _("Row %(n)s is still wrong.") % {"n": line.row})
        return redirect("exchange:upload-row", found.pk, line.row)
    messages.success(request, _("Row %(n)s is put right.") % {"n": line.row})
    following = found.rows.filter(state=RowState.REJECTED, row__gt=line.row).first()
    if following is None:
        return redirect("exchange:upload", found.pk)
    return redirect("exchange:upload-row", found.pk, following.row)


@require_POST
@login_required
def take_back(request, pk):
    """Undo of one import: of one's own, for staff also of what the server imported."""
    check_may(request)
    runs = ImportRun.objects.filter(by=request.user)
    if request.user.is_staff:
        runs |= ImportRun.objects.filter(by=None)
    run = get_object_or_404(runs, pk=pk)
    try:
        done = undo.undo(run, by=request.user, at=timezone.now()).undone
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        words = _("Taken back: %(gone)s records removed, %(back)s set back, %(kept)s left as they are.")
        messages.success(
            request, words % {"gone": done["taken_back"], "back": done["set_back"], "kept": done["kept_in_all"]}
        )
    sent = ImportUpload.objects.filter(run=run).first()
    return redirect("exchange:upload", sent.pk) if sent else redirect("exchange:import")


@require_safe
@login_required
def template(request, dataset):
    """A spreadsheet to start from: `?format=csv` the header and one example, else with a sheet of notes."""
    check_may(request)
    if dataset not in datasets_for(request.user):
        raise Http404
    names, example = template_rows(dataset)
    if request.GET.get("format") == "csv":
        return table_response("csv", dataset, names, [example])
    columns = DATASETS[dataset].COLUMNS
    notes = [(c.name, _("yes") if c.required else "", str(note_of(c)), example_of(c)) for c in columns]
    return book_response(dataset, names, example, [_("Column"), _("Needed"), _("What it holds"), _("Example")], notes)
