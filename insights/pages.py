"""The pages of what to learn: title, question, template, and how a stored answer is laid out on it."""

from dataclasses import dataclass
from importlib import import_module

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from insights.models import Answer, AnswerState
from insights.studies import METHODS


@dataclass(frozen=True)
class Page:
    """key: of the study. context(found) -> dict for the template; headline(found) -> one sentence for the overview.

    of_office: answered from the office's own records; else from the public record, the same for every office.
    """

    key: str
    title: str
    question: str
    icon: str
    of_office: bool = False

    @property
    def address(self):
        return reverse("insights:ranking") if self.key == "ranking" else reverse("insights:study", args=[self.key])

    @property
    def template(self):
        return f"insights/learn/{self.key}.html"

    def layout(self):
        return import_module(f"insights.layouts.{self.key}")

    def context(self, found, office=None):
        return self.layout().context(found, office)

    def headline(self, found, office=None):
        return self.layout().headline(found, office)


WHOM_NEXT = Page("ranking", _("Whom next?"),
                 _("Which cities should we approach, and how firm is that order?"), "chart-bar-big", of_office=True)
PAGES = {
    page.key: page
    for page in (
        Page("conversion", _("How long does it take?"),
             _("Do our ties turn into verified outcomes, and after how many years?"), "clock", of_office=True),
        Page("regional", _("Do city ties follow regional ties?"),
             _("Are cities tied where their regions are, or do they go their own way?"), "map"),
        Page("sought", _("Why are cities sought?"),
             _("Do better connected and larger cities have more ties, and who has more or fewer than that?"),
             "sparkles"),
        Page("effect", _("Would it have happened anyway?"),
             _("Does trade with a country grow after a tie, beyond what grew elsewhere?"), "scale", of_office=True),
        Page("network", _("Where do we stand in the network?"),
             _("Who is tied with whom, and what is our place in it?"), "network"),
    )
}  # fmt: skip


def shown(user, office):
    """[{"page", "answer", "headline"}], whom next before the others, from the latest stored answers, in one query."""
    pages = (WHOM_NEXT, *PAGES.values())
    ours = [page.key for page in pages if page.of_office]
    public = [page.key for page in pages if not page.of_office]
    belongs = Q(owner=office.organisation_id, study__in=ours) | Q(owner=None, study__in=public)
    done = Answer.objects.for_user(user).filter(belongs, source=None, state=AnswerState.DONE)
    stored = done.by(list(METHODS.values())).defer("table")
    latest = {answer.study: answer for answer in stored.order_by("study", "-asked_at", "-pk").distinct("study")}
    return [card(page, latest.get(page.key), office) for page in pages]


def card(page, answer, office):
    return {"page": page, "answer": answer, "headline": page.headline(answer.found, office) if answer else ""}
