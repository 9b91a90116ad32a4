"""The application with its two centres, as the API's journeys have it."""

from tests.journeys.api.conftest import ana, app, eva, luis, marta, tenants_named

__all__ = ("ana", "app", "eva", "luis", "marta", "tenants_named")
