"""The feed under its stub. Every address answers with and without a slash at its end."""

from django.urls import path

from . import views

app_name = "open_referral"
# In each route, as the stub itself answers without a slash too.
STUB = "open-referral/v3"
ADDRESSES = (
    ("", views.about, "about"),
    ("/openapi.json", views.openapi, "openapi"),
    ("/services", views.list_services, "services"),
    ("/services/<uuid:pk>", views.one_service, "service"),
    ("/service_at_locations", views.list_service_at_locations, "service_at_locations"),
    ("/service_at_locations/<uuid:pk>", views.one_service_at_location, "service_at_location"),
    ("/organizations", views.list_organizations, "organizations"),
    ("/organizations/<uuid:pk>", views.one_organization, "organization"),
    ("/taxonomies", views.list_taxonomies, "taxonomies"),
    ("/taxonomies/<uuid:pk>", views.one_taxonomy, "taxonomy"),
    ("/taxonomy_terms", views.list_taxonomy_terms, "taxonomy_terms"),
    ("/taxonomy_terms/<uuid:pk>", views.one_taxonomy_term, "taxonomy_term"),
)
urlpatterns = [
    *(path(f"{STUB}{route}", view, name=name) for route, view, name in ADDRESSES),
    *(path(f"{STUB}{route}/", view) for route, view, _name in ADDRESSES),
    path(f"{STUB}/<path:rest>", views.nothing_here),
]
