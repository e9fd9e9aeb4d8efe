"""What both pages of wishes do, that behind a mail's link and that of somebody who signs in."""

from django.utils import timezone
from django.utils.translation import gettext as _

from reminders.forms_wishes import form_of
from reminders.models import Notice, Silence, State
from reminders.naming import named_for_recipient
from reminders.rule_names import NAMES, joined
from reminders.rules import RULES
from reminders.services import wishes as services


def silences_of(recipient, now, signed_in=True):
    """[{pk, text, until}] of what this recipient asked not to be told; what has run out is left out.

    signed_in: the reader is known; else whoever has the address of the page reads it, for as long as it works.
    """
    rows = [] if recipient.pk is None else list(Silence.objects.filter(recipient=recipient).order_by("-made_at", "-pk"))
    rows = [row for row in rows if row.until is None or row.until > now]
    pairs = {(row.subject_kind, row.subject_id) for row in rows}
    known = pairs if signed_in else told_of(recipient, pairs)
    named = named_for_recipient(recipient, known)
    return [
        {"pk": row.pk, "until": row.until,
         "text": text_of(row, named.get((row.subject_kind, row.subject_id)),
                         (row.subject_kind, row.subject_id) in known)}
        for row in rows
    ]  # fmt: skip


def told_of(recipient, pairs):
    """Those of these records of which this very recipient was told."""
    rows = Notice.objects.filter(recipient=recipient, state=State.TOLD, subject_id__in={pk for _kind, pk in pairs})
    return pairs & set(rows.values_list("subject_kind", "subject_id"))


def text_of(silence, subject, is_known):
    """What a silence is about, in words; of what its reader may not know, the name of the rule where it has one."""
    rule, kind = silence.rule, silence.subject_kind
    if not kind or (rule and not is_known):
        return name_of(rule)
    title = subject.title if subject else _("Something you may not read any more")
    return joined(name_of(rule), title) if rule else title


def name_of(rule):
    return str(NAMES.get(rule, rule))


def act(request, recipient, by=None):
    """(what was done, None), or ("", the form with its errors). What is not offered changes nothing.

    The button pressed says what: save, stop, start, or the number of a silence to take back.
    """
    sent, now = request.POST, timezone.now()
    if "stop" in sent:
        services.stop(recipient, at=now, by=by)
        return "stopped", None
    if "start" in sent:
        as_it_was = {"mode": recipient.mode, "hour": recipient.hour, "weekday": recipient.weekday}
        services.change_wishes(recipient, **as_it_was, at=now, by=by)
        return "started", None
    if "listen" in sent:
        if found := Silence.objects.filter(recipient=recipient, pk=number_of(sent["listen"])).first():
            services.listen_again(found, at=now, by=by)
        return "heard", None
    form = form_of(recipient, sent)
    if not form.is_valid():
        return "", form
    services.change_wishes(recipient, **form.cleaned_data, at=now, by=by)
    return "saved", None


def number_of(text):
    """A row's number as a form sends it; 0, which no row has, for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def about(recipient, rule, kind, pk):
    """What one reminder was about: {rule, kind, pk, name, title}; None where a link says nothing of it. title: only
    of what this recipient was told."""
    if rule not in RULES:
        return None
    named = named_for_recipient(recipient, told_of(recipient, {(kind, pk)})) if kind else {}
    subject = named.get((kind, pk))
    return {"rule": rule, "kind": kind, "pk": pk, "name": name_of(rule), "title": subject.title if subject else ""}



def said(done):
    """The sentence that says what was done, by the word in the address; "" for a word that is not ours."""
    return {
        "saved": _("Saved."),
        "stopped": _("No reminder goes to you any more."),
        "started": _("Reminders go to you again."),
        "silenced": _("You will not be told of it any more."),
        "heard": _("You will be told of it again."),
    }.get(done, "")
