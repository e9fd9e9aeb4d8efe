"""Which verbs stand in which row of the table of rights (stakeholders.rights): row -> verbs."""

VERBS = {
    "log": (
        "activity.logged", "cost.added", "cost.changed", "cost.dropped", "delegation.became_activity",
        "delegation.changed", "delegation.handed_on", "delegation.moved", "delegation.paper_added",
        "delegation.paper_dropped", "delegation.people_added", "delegation.person_changed",
        "delegation.person_dropped", "delegation.person_moved", "delegation.person_replied", "delegation.planned",
        "delegation.point_added", "delegation.point_dropped", "delegation.programme_changed",
        "delegation.programme_item_dropped", "draft.received", "gift.changed", "gift.dropped", "gift.noted",
        "letter_template.dropped", "letter_template.written", "next_step.handed_on",
    ),
    "change activity": (
        "activity.cancelled", "activity.changed", "activity.figures_taken", "activity.happened",
        "activity.heads_counted", "activity.moved", "activity.undone", "next_step.added", "next_step.changed",
        "next_step.done", "next_step.dropped", "next_step.opened_again",
    ),
    "offer": (
        "activity.offered",
    ),
    "confirm activity": (
        "activity.answered", "activity.confirmed",
    ),
    "books": (
        "budget.dropped", "budget.set", "fund.dropped", "fund.written", "fund_report.added", "fund_report.sent",
        "gift_limit.dropped", "gift_limit.set", "gifts.filed",
    ),
    "agree": (
        "agreement.approval_filed", "agreement.changed", "agreement.copy_filed", "agreement.due_diligence_written",
        "agreement.moved", "agreement.noted", "agreement.party_added", "agreement.recorded",
        "agreement.signature_removed", "agreement.signed_for", "agreement.text_filed", "amendment.applied",
        "amendment.decided", "amendment.drafted", "amendment.terms_changed", "clause.added", "clause.changed",
        "clause.moved", "clause.removed", "quota.removed", "quota.set",
    ),
    "promise": (
        "deliverable.added", "deliverable.cancelled", "deliverable.edited", "deliverable.handed_on",
        "deliverable.moved", "deliverable.placed", "deliverable.series_ended", "deliverable.series_started",
    ),
    "update": (
        "deliverable.updated", "quota.used",
    ),
    "accept": (
        "deliverable.accepted", "deliverable.more_time_granted", "deliverable.more_time_refused",
        "deliverable.returned",
    ),
    "file": (
        "filing.closed", "filing.reopened", "filing.set_aside", "milestone.recorded", "milestone.removed",
    ),
    "law": (
        "rules.chosen", "rules.dropped",
    ),
    "report": (
        "claim.made", "figure.not_known", "figure.reported", "lead.opened",
    ),
    "change report": (
        "claim.corrected", "claim.taken_back", "claim.withdrawn", "lead.closed", "lead.decided", "lead.moved",
        "lead.reopened", "step.reached", "third_party_record.handed_in",
    ),
    "measure": (
        "assumption.removed", "assumption.set", "dimension.added", "dimension.retired", "indicator.added",
        "indicator.changed", "indicator.retired", "reporting.ended", "reporting.planned", "target.removed",
        "target.set",
    ),
    "settle": (
        "claim.checked", "outcome.merged", "outcome.said_to_be_two", "settlement.both_kept",
        "settlement.theirs_taken",
    ),
    "third party": (
        "third_party_record.decided",
    ),
    "prove": (
        "network.asked", "network.joined", "network.left", "report.frozen", "report.link_ended", "report.shared",
        "sample.drawn",
    ),
    "ask": (
        "activity.ask_revoked", "activity.asked", "activity.link_made", "confirmation.asked", "deliverable.link_made",
        "deliverable.link_revoked", "deliverable.update_asked", "settlement.asked",
    ),
    "answer": (
        "activity.ask_passed_on", "activity.ask_renewed", "confirmation.given", "deliverable.link_passed_on",
        "deliverable.link_renewed", "recipient.listens_again", "recipient.silenced", "recipient.stopped",
        "recipient.wishes_changed",
    ),
    "share": (
        "record.closed", "record.shared",
    ),
    "tie": (
        "criteria.written", "draft.became_request", "request.answer_written", "request.answered", "request.declined",
        "request.explored", "request.kept_for_later", "request.recorded", "request.reopened", "review.dated",
        "review.frozen", "review.recommended", "tie.added", "tie.ended", "tie.explored", "tie.form_changed", "tie.kept",
        "tie.lead_accepted", "tie.lead_declined", "tie.lead_offered", "tie.lead_taken_back", "tie.paused",
        "tie.renamed", "tie.resumed", "tie.statement_published", "tie.taken_over", "ties.taken_over",
    ),
    "keep records": (
        "hold.lifted", "hold.set", "person.erased", "records_request.blackened", "records_request.given_out",
        "records_request.opened", "records_request.shown_again", "redaction_ground.set", "retention.class_dropped",
        "retention.class_set", "retention.kept_longer", "retention.purged", "retention.suggestions_taken",
    ),
    "put back": (
        "record.put_back",
    ),
    "seat": (
        "designation.ended", "designation.given", "seat.given", "tie.lead_settled",
    ),
    "organisation": (
        "figure.recorded", "figure.removed", "hand_over.put_away", "import.undone", "organisation.added",
        "organisation.changed", "organisation.identified", "organisation.sectors_set", "person.added",
        "person.changed", "post.added", "post.changed", "post.handed_over", "post.holder_changed",
        "post.holding_dated", "post.holding_ended", "post.holdings_ended", "post.vacated", "posts.vacated",
        "protocol.noted", "tie.contact_dropped", "tie.contact_named", "tie.contacts_handed_on", "work.handed_on",
    ),
    "merge": (
        "double.denied", "merge.undone", "organisation.merged", "person.merged",
    ),
    "members": (
        "invitation.sent_again", "invitation.withdrawn", "member.changed", "member.ended", "member.invited",
        "member.removed", "member.role_changed", "second step.released", "second step.required",
        "staff.let_in", "staff.shut_out",
    ),
    "office": (
        "intake_address.made", "intake_address.renewed", "office.approvals_set", "office.settings_changed",
        "office_rule.reset", "office_rule.set", "webhook.changed", "webhook.made", "webhook.secret_renewed",
        "webhook.started", "webhook.stopped", "webhook.tested",
    ),
    "own account": (
        "account.changed", "draft.saved", "draft.thrown_away", "feed.made", "feed.renewed", "feed.revoked",
        "intake_address.made", "intake_address.renewed", "member.left", "notice.seen", "token.ended", "token.made",
        "view.removed", "view.saved",
    ),
    "learn": (
        "answer.asked", "answer.cancelled", "brief.removed", "brief.saved", "ranking_set.locked",
        "ranking_set.removed", "ranking_set.saved", "table.asked", "table.thrown_away",
    ),
    "platform": (
        "corridor.removed", "corridor.set", "office.opened", "person.erased", "stage_rule.made",
    ),
    "machine": (
        "clocks.opened", "delegation.purged", "deliverable.series_opened", "drafts.purged", "mail.bounced",
        "mail.refused", "merge.followed", "merge.purged", "recipient.address_changed", "reference.loaded",
    ),
}
