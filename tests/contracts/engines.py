"""Which engines the contract is tried with; a live one is added here with its mark."""

import pytest

from tests.contracts.telephones_asterisk import asterisk_telephones
from tests.contracts.telephones_embedded import embedded_telephones
from tests.contracts.telephones_fake import fake_telephones

ENGINES = [
    fake_telephones,
    pytest.param(embedded_telephones, marks=pytest.mark.live),
    pytest.param(asterisk_telephones, marks=pytest.mark.live),
]
