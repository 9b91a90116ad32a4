"""A demo centre: a tenant of its own beside the real ones, made up, and to be removed without a trace."""

from typing import ClassVar

from atiende.domain.row import Work


class Demo(Work, frozen=True, kw_only=True):
    """In the demo's own tenant; `id` is always `demo`. `state`: loading, ready, removing. While it is not ready the
    tenant is nobody's to run.

    `home` is the centre it was loaded from, `by` its user; both empty where the demo is all there is. `live`: made-up
    customers write and made-up agents answer. `user` is whom visitors are signed in as.
    """

    TABLE: ClassVar[str] = "demos"
    id: str = "demo"
    state: str
    at: int
    home: str = ""
    by: str = ""
    user: str = ""
    live: bool = True
