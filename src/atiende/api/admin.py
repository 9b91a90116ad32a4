"""The administration's routes, as one list for the composition root."""

from collections.abc import Sequence

from fastapi import APIRouter

from atiende.api import (
    admin_audit,
    admin_code,
    admin_config,
    admin_endpoints,
    admin_imports,
    admin_nodes,
    admin_overview,
    admin_people,
    admin_roles,
    admin_secrets,
    admin_setup,
    admin_templates,
    admin_users,
    admin_webhooks,
)

ROUTERS: Sequence[APIRouter] = (
    admin_code.router,  # before the kinds: `export` is none
    admin_config.router,
    admin_secrets.router,
    admin_roles.router,
    admin_users.router,
    admin_people.router,
    admin_imports.router,
    admin_overview.router,
    admin_nodes.router,
    admin_webhooks.router,
    admin_endpoints.router,
    admin_audit.router,
    admin_setup.router,
    admin_templates.router,
)
"""And `admin_outbox.outbox_router(outbox)` where mail is laid down instead of sent."""
