"""Why a report was not frozen or handed out, or a sample not drawn: one class for each reason."""

from django.utils.translation import gettext_lazy as _

from stakeholders.verbs import Refusal


class NotCoordinator(Refusal):
    code = "not_coordinator"
    message = _("Only a coordinator of the office may do this.")


class NameOfReportMissing(Refusal):
    code = "name_of_report_missing"
    message = _("Give the report a name.")


class NothingToFreeze(Refusal):
    code = "nothing_to_freeze"
    message = _("Nothing is recorded in this period, so there is nothing to freeze.")


class StillCounting(Refusal):
    code = "still_counting"
    message = _("Figures are being counted. Try again in a minute, so that the report holds what is known.")


class ForWhomMissing(Refusal):
    code = "for_whom_missing"
    message = _("Say for whom the link is.")


class EndOutOfRange(Refusal):
    code = "end_out_of_range"
    message = _("A link lasts between 1 and 365 days.")


class ConfidentialReport(Refusal):
    code = "confidential_report"
    message = _("This report holds confidential records and cannot be shared by a link.")


class SampleSize(Refusal):
    code = "sample_size"
    message = _("Choose how many records to draw: at least 1 and at most 500.")


class SeedMissing(Refusal):
    code = "seed_missing"
    message = _("Write a seed: any word or number. The same seed draws the same records.")


class PeriodOutOfOrder(Refusal):
    code = "period_out_of_order"
    message = _("The period ends before it begins.")


class NothingToDraw(Refusal):
    code = "nothing_to_draw"
    message = _("No counted outcome lies in this period, so nothing can be drawn.")


class TooManyFiles(Refusal):
    code = "too_many_files"
    message = _("The files of this sample are larger than 1 GB together. Draw fewer records.")
