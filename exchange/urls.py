from django.urls import path

from exchange import import_views, views

app_name = "exchange"
urlpatterns = [
    path("rates/", views.rates, name="rates"),
    path("rates/corridors/", views.corridors, name="corridors"),
    path("import/", import_views.imports, name="import"),
    path("import/templates/<slug:dataset>/", import_views.template, name="template"),
    path("import/runs/<int:pk>/undo/", import_views.take_back, name="undo"),
    path("import/<int:pk>/", import_views.upload, name="upload"),
    path("import/<int:pk>/rows/<int:number>/", import_views.row, name="upload-row"),
]
