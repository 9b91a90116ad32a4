"""Steps of migrations that the tables' records do not say."""


def full_text_search() -> None:
    """The index over `search_entries`."""
