"""The looks of the help centre: one small sheet, light and dark, in the brand's colour made readable."""

from functools import lru_cache

READABLE = 4.6
"""Contrast a text has at least against its ground (WCAG asks for 4.5)."""
LIGHT, DARK, BLACK = "#ffffff", "#14181d", "#000000"
LIGHT_TINT, DARK_TINT = "#f5f6f8", "#1c2229"
"""The grounds links are hardest to read on; those of the sheet."""

SHEET = """
:root{color-scheme:light dark;--ink:#1d232b;--soft:#56606d;--ground:#fff;--tint:#f5f6f8;--line:#dfe3e8;
--warn:#7a4d00;--warn-ground:#fff6e0;--accent:ACCENT;--band:BAND;--on-band:ON_BAND}
@media (prefers-color-scheme:dark){:root{--ink:#e6eaef;--soft:#a5afbb;--ground:#14181d;--tint:#1c2229;--line:#303842;
--warn:#ffd58a;--warn-ground:#33290f;--accent:DARK_ACCENT}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:1rem/1.6 system-ui,-apple-system,"Segoe UI",sans-serif}
a{color:var(--accent)}
a:focus-visible,button:focus-visible,input:focus-visible,textarea:focus-visible{outline:3px solid var(--accent);
outline-offset:2px;border-radius:4px}
.skip{position:absolute;left:-999px}.skip:focus{left:8px;top:8px;background:var(--ground);padding:8px 12px;z-index:1}
.band{background:var(--band);color:var(--on-band)}
.band a{color:inherit}
.band a:focus-visible,.band input:focus-visible,.band button:focus-visible{outline-color:currentColor}
.in{max-width:60rem;margin:0 auto;padding:0 20px}
.top{display:flex;align-items:center;justify-content:space-between;gap:16px;min-height:56px;flex-wrap:wrap}
.brand{font-weight:650;text-decoration:none;padding:6px 0}
.tongues{font-size:.9rem}.tongues a{padding:6px 2px}
.in.hero{padding-top:28px;padding-bottom:36px}
.hero h1{font-size:clamp(1.5rem,4vw,2.1rem);line-height:1.2;margin:0 0 8px;text-wrap:balance}
.hero p{margin:0 0 18px;opacity:.94;max-width:44rem}
.find{display:flex;gap:8px;max-width:40rem}
.find input{flex:1;min-width:0;font:inherit;padding:10px 14px;border:1px solid transparent;border-radius:8px;
background:var(--ground);color:var(--ink)}
.find button,.yes,.go{font:inherit;font-weight:600;padding:10px 18px;border-radius:8px;cursor:pointer;
border:1px solid var(--line);background:var(--ground);color:var(--ink)}
.in.slim{padding-top:4px;padding-bottom:16px}
main.in{padding-top:28px;padding-bottom:48px}
::placeholder{color:var(--soft);opacity:1}
h2{font-size:1.2rem;line-height:1.3;margin:1.8em 0 .5em}h3{font-size:1.05rem;margin:1.4em 0 .4em}
main>section:first-child>h2,main>h2:first-child{margin-top:0}
.shelves{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,17rem),1fr));gap:16px}
.shelf{border:1px solid var(--line);border-radius:12px;padding:16px 18px;background:var(--ground)}
.shelf h2,.shelf h3{margin:0 0 4px;font-size:1.05rem}.shelf p{margin:0 0 8px;color:var(--soft);font-size:.93rem}
ul.plain{list-style:none;padding:0;margin:0}ul.plain li{padding:4px 0}
.hits li{padding:14px 0;border-bottom:1px solid var(--line)}.hits h2{font-size:1.05rem;margin:0}
.hits p{margin:4px 0 0;color:var(--soft)}
mark{background:color-mix(in srgb,var(--accent) 18%,transparent);color:inherit;border-radius:3px;padding:0 1px}
.crumbs{font-size:.9rem;color:var(--soft);margin:0 0 10px}.crumbs a{padding:4px 0}
.text{max-width:44rem;overflow-wrap:anywhere}
.text h1{font-size:clamp(1.5rem,4vw,2rem);line-height:1.2;margin:0 0 8px;text-wrap:balance}
.text img{max-width:100%;height:auto;border:1px solid var(--line);border-radius:8px}
.text table{border-collapse:collapse;display:block;overflow-x:auto}
.text th,.text td{border:1px solid var(--line);padding:6px 10px;text-align:start}
.text blockquote{margin:1em 0;padding:2px 16px;border-inline-start:4px solid var(--accent);color:var(--soft)}
.text code{background:var(--tint);padding:1px 5px;border-radius:4px}
.text pre{background:var(--tint);padding:12px;border-radius:8px;overflow-x:auto}
.lead{font-size:1.08rem;color:var(--soft);margin:0 0 18px}.meta{color:var(--soft);font-size:.88rem}
.note{border-radius:10px;padding:12px 16px;margin:0 0 20px;background:var(--warn-ground);color:var(--warn)}
.note a{color:inherit}.note p{margin:0}.note h2{margin:0 0 4px;font-size:1rem}
.ask{border-top:1px solid var(--line);margin-top:36px;padding-top:20px;max-width:44rem}
.ask h2{margin:0 0 10px;font-size:1.05rem}.ask .row{display:flex;gap:10px;flex-wrap:wrap}
.ask textarea{width:100%;font:inherit;padding:10px;border:1px solid var(--line);border-radius:8px;
background:var(--ground);color:var(--ink);margin:4px 0 10px}
.said{background:var(--tint);border-radius:12px;padding:18px 20px;margin:0 0 18px;white-space:pre-line;
font-size:1.05rem}
.choices{display:flex;flex-direction:column;gap:10px;align-items:stretch;max-width:30rem}
.choices button{text-align:start}
.field{font:inherit;padding:10px 14px;border:1px solid var(--line);border-radius:8px;background:var(--ground);
color:var(--ink);width:min(100%,30rem)}
footer{border-top:1px solid var(--line);background:var(--tint)}footer>.in{padding-top:24px;padding-bottom:32px}
footer h2{margin:0 0 6px;font-size:1.05rem}footer p{margin:4px 0}
@media print{.find,.ask,.tongues,footer{display:none}}
"""


@lru_cache(maxsize=256)
def sheet(color: str) -> str:
    """The sheet for a brand of this colour (`#1f6f78`)."""
    words = {
        "DARK_ACCENT": _until(color, DARK_TINT, 255),
        "ON_BAND": LIGHT if contrast(color, LIGHT) >= contrast(color, BLACK) else BLACK,
        "ACCENT": _until(color, LIGHT_TINT, 0),
        "BAND": color,
    }
    made = SHEET
    for name, value in words.items():
        made = made.replace(f":{name}", f":{value}")
    return made.strip() + "\n"


def contrast(one: str, other: str) -> float:
    """WCAG's ratio, 1 to 21."""
    first, second = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (first + 0.05) / (second + 0.05)


def _until(color: str, ground: str, toward: int) -> str:
    """The colour moved toward black (0) or white (255) until it can be read on this ground."""
    parts = _parts(color)
    for step in range(21):
        moved = tuple(round(part + (toward - part) * step / 20) for part in parts)
        made = "#" + "".join(f"{part:02x}" for part in moved)
        if contrast(made, ground) >= READABLE:
            return made
    return "#000000" if toward == 0 else "#ffffff"


def _parts(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def _luminance(color: str) -> float:
    linear = [part / 255 / 12.92 if part / 255 <= 0.04045 else ((part / 255 + 0.055) / 1.055) ** 2.4
              for part in _parts(color)]  # fmt: skip
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
