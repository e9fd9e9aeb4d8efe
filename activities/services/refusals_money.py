"""Why a cost, a budget, a fund or a gift was not written: one class for each reason."""

from django.utils.translation import gettext_lazy as _

from stakeholders.verbs import Refusal


class NothingSpent(Refusal):
    code = "nothing_spent"
    message = _("Write an amount, or the hours that were given.")


class DayMissing(Refusal):
    code = "day_missing"
    message = _("Say when it was, or choose the activity that it belongs to.")


class BelowNought(Refusal):
    code = "below_nought"
    message = _("An amount cannot be below nought.")


class AmountUnlikely(Refusal):
    code = "amount_unlikely"
    message = _("Hours times their worth is more than an amount may be.")


class AmountMissing(Refusal):
    code = "amount_missing"
    message = _("Write the amount.")


class CurrencyMissing(Refusal):
    code = "currency_missing"
    message = _("Name the currency.")


class ActivityOfAnotherTie(Refusal):
    code = "activity_of_another_tie"
    message = _("This activity belongs to another partnership or another office.")


class FundOfAnother(Refusal):
    code = "fund_of_another"
    message = _("This fund is not one of your office, or not for this partnership.")


class BudgetTwice(Refusal):
    code = "budget_twice"
    message = _("This year has a budget of this kind and currency. Change that one.")


class YearUnlikely(Refusal):
    code = "year_unlikely"
    message = _("Write the year with four digits.")


class NameMissing(Refusal):
    code = "name_missing"
    message = _("Give it a name.")


class EndsBeforeItBegins(Refusal):
    code = "ends_before_it_begins"
    message = _("The last day lies before the first.")


class ShareUnlikely(Refusal):
    code = "share_unlikely"
    message = _("A share is between 0 and 100 percent.")


class FundInUse(Refusal):
    code = "fund_in_use"
    message = _("Costs are drawn on this fund. Take it off those lines first.")


class AheadOfToday(Refusal):
    code = "ahead_of_today"
    message = _("This day lies ahead.")


class GiftUnnamed(Refusal):
    code = "gift_unnamed"
    message = _("Say what was given.")


class NoGiver(Refusal):
    code = "no_giver"
    message = _("Say who gave it: a role or an organisation.")


class NoReceiver(Refusal):
    code = "no_receiver"
    message = _("Say who received it: a role or an organisation.")


class WhoEstimated(Refusal):
    code = "who_estimated"
    message = _("Say who made the estimate.")


class ApprovedByNobody(Refusal):
    code = "approved_by_nobody"
    message = _("Say who approved it.")


class GiftWasFiled(Refusal):
    code = "gift_was_filed"
    message = _("This gift stands in a disclosure that was filed. Its worth, giver and day no longer change.")


class NothingToFile(Refusal):
    code = "nothing_to_file"
    message = _("Nothing of this giver is above the limit, or it has been filed.")


class LimitInUse(Refusal):
    code = "limit_in_use"
    message = _("Gifts were filed under this limit. Give it a last day instead.")
