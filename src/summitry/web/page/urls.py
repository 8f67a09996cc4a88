"""Where the chart scripts are."""

from django.urls import path

from summitry.web.page.views import chart_scripts

app_name = "page"
urlpatterns = [path("charts/vega.js", chart_scripts, name="chart_scripts")]
