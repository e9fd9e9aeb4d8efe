from django.urls import path

from desk.money import gift_views, views

urlpatterns = [
    path("partnerships/<slug:slug>/money/ledger/", views.tie_ledger, name="tie-ledger"),
    path("partnerships/<slug:slug>/money/lines/new/", views.add_line, name="add-line"),
    path("partnerships/<slug:slug>/money/gifts/new/", gift_views.add_gift, name="add-gift"),
    path("money/", views.money, name="money"),
    path("money/lines/<int:pk>/", views.line, name="line"),
    path("money/lines/<int:pk>/drop/", views.drop_line, name="drop-line"),
    path("money/budgets/new/", views.add_budget, name="add-budget"),
    path("money/budgets/<int:pk>/", views.budget, name="budget"),
    path("money/budgets/<int:pk>/drop/", views.drop_budget, name="drop-budget"),
    path("money/funds/new/", views.add_fund, name="add-fund"),
    path("money/funds/<int:pk>/", views.fund, name="fund"),
    path("money/funds/<int:pk>/change/", views.change_fund, name="change-fund"),
    path("money/funds/<int:pk>/drop/", views.drop_fund, name="drop-fund"),
    path("money/funds/<int:pk>/reports/", views.add_report, name="add-report"),
    path("money/reports/<int:pk>/sent/", views.send_report, name="send-report"),
    path("money/gifts/", gift_views.gifts, name="gifts"),
    path("money/gifts/<int:pk>/", gift_views.gift, name="gift"),
    path("money/gifts/<int:pk>/drop/", gift_views.drop_gift, name="drop-gift"),
    path("money/limits/new/", gift_views.add_limit, name="add-limit"),
    path("money/limits/<int:pk>/", gift_views.limit, name="limit"),
    path("money/limits/<int:pk>/drop/", gift_views.drop_limit, name="drop-limit"),
    path("money/limits/<int:pk>/disclose/", gift_views.disclose, name="disclose"),
]
