"""Whether the server is well: each figure with its limits. The same for the screen and for `atiende doctor`. Pure."""

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from atiende.ports.machine import Certificate
from atiende.ports.sign_views import Lags
