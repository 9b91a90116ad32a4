"""Which shelf a URL means."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from atiende.blobs.directory import DirectoryShelf
from atiende.blobs.objects import Access, ObjectShelf
from atiende.blobs.shelf import Shelf


def open_shelf(url: str, access: Access) -> Shelf:
    """`file:///directory` or `s3://bucket/prefix`."""
    parts = urlsplit(url)
    return ObjectShelf(url, access) if parts.scheme == "s3" else DirectoryShelf(Path(unquote(parts.path)))
