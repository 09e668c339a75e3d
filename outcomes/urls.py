"""Addresses of plans, goals, actions and steps."""

from django.urls import path

from .views import goals, plans, reviews, steps

app_name = "outcomes"
urlpatterns = [
    path("", plans.plans, name="plans"),
    path("open/<uuid:family_pk>/", plans.open_plan, name="open"),
    path("<uuid:pk>/", plans.plan, name="plan"),
    path("<uuid:pk>/family-copy/", plans.family_copy, name="family_copy"),
    path("<uuid:pk>/strengths/", plans.strengths, name="strengths"),
    path("<uuid:pk>/level/", plans.change_level, name="level"),
    path("<uuid:pk>/close/", plans.close, name="close"),
    path("<uuid:pk>/review/", reviews.review, name="review"),
    path("<uuid:pk>/goals/add/", goals.add_goal, name="add_goal"),
    path("<uuid:pk>/step/", steps.propose, name="propose_step"),
    path("goals/<uuid:pk>/actions/add/", goals.add_action, name="add_action"),
    path("goals/<uuid:pk>/finish/", goals.finish_goal, name="finish_goal"),
    path("actions/<uuid:pk>/finish/", goals.finish_action, name="finish_action"),
    path("actions/<uuid:pk>/undo/", goals.undo_action, name="undo_action"),
    path("steps/<uuid:pk>/", steps.step, name="step"),
    path("steps/<uuid:pk>/withdraw/", steps.withdraw, name="withdraw_step"),
]
