from django.urls import path

from insights.views import learn, own, ranking, stages

app_name = "insights"
urlpatterns = [
    path("stages/", stages.stages, name="stages"),
    path("stages/rule/", stages.stage_rule, name="stage-rule"),
    path("partnerships/<slug:slug>/stage/", stages.tie_stage, name="tie-stage"),
    path("ranking/", ranking.ranking, name="ranking"),
    path("ranking/ask/", ranking.ask_ranking, name="ask-ranking"),
    path("ranking/candidates/", ranking.candidates, name="candidates"),
    path("ranking/sets/", ranking.new_set, name="new-ranking-set"),
    path("ranking/sets/<slug:slug>/", ranking.change_set, name="ranking-set"),
    path("ranking/briefs/new/", ranking.new_brief, name="new-brief"),
    path("ranking/briefs/<int:pk>/", ranking.brief, name="brief"),
    path("ranking/briefs/<int:pk>/remove/", ranking.drop_brief, name="drop-brief"),
    path("learn/", learn.learn, name="learn"),
    path("learn/answers/<int:pk>/cancel/", learn.cancel_study, name="cancel-study"),
    path("learn/own/", own.own_tables, name="own-tables"),
    path("learn/own/new/<slug:key>/", own.new_own_table, name="new-own-table"),
    path("learn/own/<int:pk>/", own.own_table, name="own-table"),
    path("learn/own/<int:pk>/answer.json", own.own_document, name="own-document"),
    path("learn/own/<int:pk>/remove/", own.drop_own_table, name="drop-own-table"),
    path("learn/<slug:key>/", learn.study_page, name="study"),
    path("learn/<slug:key>/ask/", learn.ask_study, name="ask-study"),
]
