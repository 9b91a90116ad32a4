"""How often articles were opened: from memory into the table."""

from atiende.domain.knowledge import ArticleViews
from atiende.ports.desk import Desk
from atiende.ports.store import Change


async def write_views(desk: Desk, tenant: str) -> None:
    """Adds what was counted since the last time; nothing was, nothing is written."""
    counted = desk.shelves.views
    mine = {key: counted.pop(key) for key in [key for key in counted if key[0] == tenant]}
    if not mine:
        return

    def decide(change: Change) -> None:
        for (_, article, language), count in mine.items():
            before = change.get(ArticleViews, article, language)
            views = (before.views if before is not None else 0) + count
            change.put(ArticleViews(article=article, language=language, views=views, last_at=change.at))

    await desk.store.change(tenant, decide, at=desk.clock.now())
