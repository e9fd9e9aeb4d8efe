"""What the beat wakes, and how often. The database is the truth: each of these looks at a table and may run twice."""

from celery.schedules import crontab

SCHEDULE = {
    "settle what is waiting to be counted": {"task": "outcomes.tasks.settle", "schedule": 30.0},
    "send mail that is waiting": {"task": "stakeholders.tasks.send_mail", "schedule": 30.0},
    "plan who is to be told what": {"task": "reminders.tasks.plan", "schedule": 300.0},
    "tell who is due": {"task": "reminders.tasks.sweep", "schedule": 30.0},
    "post what waits for webhooks": {"task": "reminders.tasks.send_posts", "schedule": 30.0},
    "read which mails came back": {"task": "reminders.tasks.read_bounces", "schedule": 300.0},
    "read mails to the log": {"task": "activities.tasks.read_intake", "schedule": 120.0},
    "delete lists of past visits": {"task": "activities.tasks.purge_delegations", "schedule": crontab("25", "2")},
    "hold the stored figures against a recomputation": {"task": "outcomes.tasks.audit", "schedule": crontab("15", "3")},
    "sweep files that nothing refers to": {"task": "partnerships.tasks.sweep_files", "schedule": crontab("45", "3")},
    "open what has to be filed": {"task": "agreements.tasks.open_clocks", "schedule": crontab("20")},
    "open the next items of series": {"task": "agreements.tasks.open_series", "schedule": crontab("5", "*/6")},
    "take up uploads that wait": {"task": "exchange.tasks.sweep", "schedule": 60.0},
    "work out answers that wait": {"task": "insights.tasks.sweep", "schedule": 60.0},
    "follow up merges of the last minutes": {"task": "desk.tasks.follow_merges", "schedule": 60.0},
    "forget details of old merges": {"task": "desk.tasks.purge_merges", "schedule": crontab("35", "2")},
    "tell that a worker is there": {"task": "desk.tasks.heard", "schedule": 20.0},
}

# A message that waited longer than this is worthless: the next one does the same.
for entry in SCHEDULE.values():
    entry["options"] = {"expires": entry["schedule"] if isinstance(entry["schedule"], float) else 3600.0}
