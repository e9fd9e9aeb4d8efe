"""The pages of what to learn: title, question, template, and how a stored answer is laid out on it."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from django.utils.translation import gettext_lazy as _

from insights.models import Answer, AnswerState


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
    def template(self):
        return f"insights/learn/{self.key}.html"

    def layout(self):
        return import_module(f"insights.layouts.{self.key}")

    def context(self, found):
        return self.layout().context(found)

    def headline(self, found):
        return self.layout().headline(found)


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


def shown(user, organisation):
    """[{"page", "answer", "headline"}] in order, from the latest stored answers, in one query."""
    stored = Answer.objects.for_user(user).filter(source=None, state=AnswerState.DONE, study__in=PAGES)
    latest = {}
    for answer in stored.defer("table").order_by("asked_at"):
        if answer.owner_id == (organisation.pk if PAGES[answer.study].of_office else None):
            latest[answer.study] = answer
    return [
        {"page": page, "answer": latest.get(key), "headline": page.headline(latest[key].found) if key in latest else ""}
        for key, page in PAGES.items()
    ]
