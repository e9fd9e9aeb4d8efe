"""Why the other side was not asked, its figures not taken over, or heads not written."""

from django.utils.translation import gettext_lazy as _

from stakeholders.verbs import Refusal


class NotTheirSide(Refusal):
    code = "not_their_side"
    message = _("Only an organisation of the other side can say whether it was so.")


class ConfirmedAlready(Refusal):
    code = "confirmed_already"
    message = _("The other side confirmed it already.")


class NothingToTake(Refusal):
    code = "nothing_to_take"
    message = _("Choose at least one figure of theirs.")


class MoreThanTheHeads(Refusal):
    code = "more_than_the_heads"
    message = _("The rows add to more people than the head count of the activity.")


class CountryTwice(Refusal):
    code = "country_twice"
    message = _("A country stands here twice. Write its people into one row.")


class NotACountry(Refusal):
    code = "not_a_country"
    message = _("Choose a country.")
