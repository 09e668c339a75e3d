"""Colleagues, organisations and one's own account."""

from django.urls import path

from . import joining, my_account, organisations, sharing, tokens, views

app_name = "people"
urlpatterns = [
    path("people/", views.people, name="list"),
    path("people/search/", views.search, name="search"),
    path("people/invite/", views.invite, name="invite"),
    path("people/<uuid:pk>/", views.person, name="person"),
    path("people/<uuid:pk>/change/", views.change, name="change"),
    path("people/<uuid:pk>/limits/", views.limits, name="limits"),
    path("people/<uuid:pk>/roles/give/", views.give_role, name="give_role"),
    path("people/<uuid:pk>/roles/<uuid:membership>/end/", views.end_role, name="end_role"),
    path("people/<uuid:pk>/invitation/resend/", views.resend, name="resend"),
    path("people/<uuid:pk>/invitation/revoke/", views.revoke, name="revoke"),
    path(
        "people/<uuid:pk>/second-step/reset/",
        views.reset_second_factors,
        name="reset_second_factors",
    ),
    path("people/<uuid:pk>/close/", views.close, name="close"),
    path("people/<uuid:pk>/reopen/", views.reopen, name="reopen"),
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations/add/", organisations.save_organisation, name="organisation_add"),
    path("organisations/<uuid:pk>/", organisations.save_organisation, name="organisation_change"),
    path("organisations/sharing/", sharing.register, name="sharing"),
    path("organisations/<uuid:pk>/sharing/", sharing.of_organisation, name="sharing_of"),
    path("organisations/<uuid:pk>/sharing/sign/", sharing.sign, name="sign_sharing"),
    path(
        "organisations/<uuid:pk>/sharing/<uuid:agreement>/team/",
        sharing.name_team,
        name="name_team",
    ),
    path(
        "organisations/<uuid:pk>/sharing/<uuid:agreement>/team/<uuid:named>/end/",
        sharing.end_team,
        name="end_integrated_team",
    ),
    path("organisations/<uuid:pk>/sharing/<uuid:agreement>/end/", sharing.end, name="end_sharing"),
    path("organisations/<uuid:pk>/tokens/", tokens.tokens, name="tokens"),
    path("organisations/<uuid:pk>/tokens/<uuid:token>/revoke/", tokens.revoke, name="revoke_token"),
    path("account/", my_account.my_account, name="my_account"),
    path("account/shortcuts/", my_account.set_shortcuts, name="my_shortcuts"),
    path(
        "account/sign-out-everywhere/",
        my_account.sign_out_everywhere,
        name="sign_out_everywhere",
    ),
    path("invitation/", joining.join, name="join"),
    path("invitation/<str:token>/", joining.open_invitation, name="invitation"),
]
