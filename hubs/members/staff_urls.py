"""Members of hubs, for the staff of the hub."""

from django.urls import path

from . import births, news, registrations, staff

app_name = "members"
urlpatterns = [
    path("", staff.member_list, name="list"),
    path("search/", staff.search, name="search"),
    path("add/", staff.add, name="add"),
    path("births/", registrations.registrations, name="registrations"),
    path("births/<uuid:pk>/arrived/", registrations.arrived, name="arrived"),
    path("births/<uuid:pk>/not-here/", registrations.not_here, name="not_here"),
    path("births/add/", births.add, name="add_birth"),
    path("births/<uuid:pk>/", staff.invite, name="invite"),
    path("births/<uuid:pk>/count/", births.count, name="count_birth"),
    path("births/counted/<uuid:pk>/", births.counted, name="counted"),
    path("births/counted/<uuid:pk>/take-back/", births.uncount, name="uncount"),
    path("welcome/<slug:slug>/", staff.welcome, name="welcome"),
    path("news/", news.news, name="news"),
    path("news/add/", news.add_news, name="add_news"),
    path("news/<uuid:pk>/take-back/", news.take_back, name="take_back"),
    path("<uuid:pk>/", staff.member, name="member"),
    path("<uuid:pk>/change/", staff.change, name="change"),
    path("<uuid:pk>/end/", staff.end, name="end"),
]
