"""What is written for readers follows the code."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# What a page shows as code is an example, not a link: fenced blocks and `such marks`.
CODE = re.compile(r"^```.*?^```|`[^`\n]+`", re.DOTALL | re.MULTILINE)


def test_the_page_of_facts_is_up_to_date() -> None:
    done = subprocess.run([sys.executable, "tools/write_facts.py", "--check"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_table_of_scale_is_that_of_its_arithmetic() -> None:
    done = subprocess.run([sys.executable, "tools/write_scale.py", "--check"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, "run tools/write_scale.py"


def test_links_in_the_pages_lead_somewhere() -> None:
    missing = []
    for page in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]:
        for part in CODE.sub("", page.read_text()).split("](")[1:]:
            target = part.split(")")[0].split("#")[0]
            if target and not target.startswith(("http", "mailto:")) and not (page.parent / target).exists():
                missing.append(f"{page.name}: {target}")
    assert missing == []
