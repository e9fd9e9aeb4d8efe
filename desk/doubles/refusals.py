"""What merging and undoing decline, each with a name and a plain sentence."""

from django.utils.translation import gettext_lazy as _

from stakeholders.verbs import Refusal


class MergeRefused(Refusal):
    """Two cannot become one, or a merge cannot be undone."""


class TheSame(MergeRefused):
    code = "the_same"
    message = _("These are one and the same already.")


class IsGone(MergeRefused):
    code = "is_gone"
    message = _("One of the two has been merged or removed in the meantime.")


class MayNotMerge(MergeRefused):
    code = "may_not_merge"
    message = _("A coordinator of your office merges.")


class IsAnOffice(MergeRefused):
    code = "is_an_office"
    message = _("This organisation runs its programme here. It cannot be merged into another; merge the other into it.")


class HasMembers(MergeRefused):
    code = "has_members"
    message = _("People of this organisation sign in here. Ask the platform's staff to merge it.")


class OthersHang(MergeRefused):
    code = "others_hang"
    message = _("Other offices have records of this organisation. Ask the platform's staff to merge it.")


class OtherOwner(MergeRefused):
    code = "other_owner"
    message = _("Two contacts are merged within one office.")


class TwoAccounts(MergeRefused):
    code = "two_accounts"
    message = _("Each of these two contacts signs in with an account of their own.")


class NameInUse(MergeRefused):
    code = "name_in_use"
    message = _("A third organisation in this place has that name.")


class Frozen(MergeRefused):
    code = "frozen"
    message = _("A frozen report or pack belongs to it, and what is frozen is not changed.")


class Clash(MergeRefused):
    code = "clash"
    message = _("Records of the two exclude each other, so nothing was merged.")


class Busy(MergeRefused):
    code = "busy"
    message = _("Others are changing these records at the moment. Nothing was merged; try again.")


class UndoneAlready(MergeRefused):
    code = "undone_already"
    message = _("This merge has been undone already.")


class TooLate(MergeRefused):
    code = "too_late"
    message = _("A merge can be undone for 30 days; they are over.")


class ChangedSince(MergeRefused):
    code = "changed_since"
    message = _("What was merged has been changed since, so it cannot be put back as it was.")
