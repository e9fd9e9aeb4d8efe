from django.urls import path

from insights import views

app_name = "insights"
urlpatterns = [
    path("stages/", views.stages, name="stages"),
    path("stages/rule/", views.stage_rule, name="stage-rule"),
    path("partnerships/<slug:slug>/stage/", views.tie_stage, name="tie-stage"),
]
