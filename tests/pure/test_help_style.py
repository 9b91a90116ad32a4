"""The help centre in any brand's colour can be read."""

import re

import pytest

from atiende.api.public.help_style import contrast, sheet


@pytest.mark.parametrize("color", ["#ffd400", "#1f6f78", "#000000", "#ffffff", "#ff0000", "#7f7f7f", "#00ff88"])
def test_links_and_the_band_are_readable_in_both_schemes(color: str) -> None:
    made = sheet(color)
    light, dark = re.findall(r"--accent:(#[0-9a-f]{6})", made)
    (on_band,) = re.findall(r"--on-band:(#[0-9a-f]{6})", made)
    assert min(contrast(light, "#ffffff"), contrast(light, "#f5f6f8")) >= 4.5
    assert min(contrast(dark, "#14181d"), contrast(dark, "#1c2229")) >= 4.5
    assert contrast(on_band, color) >= 4.5


def test_an_unmoved_colour_would_not_do() -> None:
    assert contrast("#ffd400", "#ffffff") < 4.5
