from django.urls import path

from insights.views import learn, stages

app_name = "insights"
urlpatterns = [
    path("stages/", stages.stages, name="stages"),
    path("stages/rule/", stages.stage_rule, name="stage-rule"),
    path("partnerships/<slug:slug>/stage/", stages.tie_stage, name="tie-stage"),
    path("learn/", learn.learn, name="learn"),
    path("learn/answers/<int:pk>/cancel/", learn.cancel_study, name="cancel-study"),
    path("learn/<slug:key>/", learn.study_page, name="study"),
    path("learn/<slug:key>/ask/", learn.ask_study, name="ask-study"),
]
