from django.urls import path

from reminders.views import feeds, inbox, rules, sent, settings, upcoming, webhooks, wishes

app_name = "reminders"

urlpatterns = [
    path("r/<str:token>/", wishes.wishes, name="wishes"),
    path("reminders/", upcoming.index, name="upcoming"),
    path("reminders/sent/", sent.index, name="sent"),
    path("reminders/done/", inbox.done, name="done"),
    path("reminders/later/", inbox.later, name="later"),
    path("settings/reminders/", settings.settings, name="settings"),
    path("settings/reminders/rules/", rules.rules, name="rules"),
    path("settings/reminders/rules/<slug:code>/", rules.rule, name="rule"),
    path("settings/calendars/", feeds.calendars, name="calendars"),
    path("settings/calendars/<int:pk>/renew/", feeds.renew, name="renew-calendar"),
    path("settings/calendars/<int:pk>/revoke/", feeds.revoke, name="revoke-calendar"),
    path("calendar/<str:token>.ics", feeds.calendar, name="calendar"),
    path("settings/webhooks/", webhooks.webhooks, name="webhooks"),
    path("settings/webhooks/<int:pk>/", webhooks.webhook, name="webhook"),
    path("settings/webhooks/<int:pk>/test/", webhooks.test, name="test-webhook"),
    path("settings/webhooks/<int:pk>/stop/", webhooks.stop, name="stop-webhook"),
    path("settings/webhooks/<int:pk>/start/", webhooks.start, name="start-webhook"),
    path("settings/webhooks/<int:pk>/secret/", webhooks.renew_secret, name="renew-secret"),
]
