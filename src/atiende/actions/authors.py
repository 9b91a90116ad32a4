"""Who did it, as the log says it."""

SYSTEM = "system"


def actor_of(author: str) -> str:
    """Of a user's id; `system` is the centre itself."""
    return author if author == SYSTEM else f"agent:{author}"
