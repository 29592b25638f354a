"""How the report looks: light or dark as the reader's system is, and light on paper."""

from __future__ import annotations

from collections.abc import Mapping

LIGHT = {
    "ground": "#fcfbf8",
    "panel": "#ffffff",
    "ink": "#23252b",
    "faint": "#5d606a",
    "grid": "#dfdad0",
    "rnn": "#c14a00",
    "gru": "#0069ac",
    "lstm": "#00795a",
    "transformer": "#9a3d84",
}
DARK = {
    "ground": "#15171c",
    "panel": "#1c1f26",
    "ink": "#e9e7e2",
    "faint": "#a3a6b0",
    "grid": "#363b47",
    "rnn": "#ff9a4d",
    "gru": "#5db8ff",
    "lstm": "#3fd0a4",
    "transformer": "#e79bd3",
}
"""Colours of the page and of each core's lines, which stay apart for colour-blind eyes; on
`ground` and `panel` all that is text has a contrast of at least 4.5."""

_RULES = """
* { box-sizing: border-box }
body { margin: 0; background: var(--ground); color: var(--ink);
  font: 17px/1.6 system-ui, -apple-system, 'Segoe UI', sans-serif }
main { max-width: 780px; margin: 0 auto; padding: 40px 20px 80px }
h1 { font-size: 34px; line-height: 1.2; margin: 0 0 8px; letter-spacing: -0.01em }
h2 { font-size: 23px; line-height: 1.3; margin: 56px 0 12px }
p { margin: 0 0 14px }
.sub, .means { color: var(--faint) }
.means { font-size: 15px; line-height: 1.55 }
.note { border-left: 4px solid var(--rnn); padding-left: 14px }
.lead { margin-top: 28px; padding: 22px 24px 10px; background: var(--panel);
  border: 1px solid var(--grid); border-radius: 10px; font-size: 18px }
figure { margin: 0 }
.plot { background: var(--panel); border: 1px solid var(--grid); border-radius: 10px;
  padding: 12px 14px 8px; margin: 0 0 14px }
.plot svg { display: block; width: 100%; height: auto }
.wide { overflow-x: auto; margin: 0 0 14px }
table { border-collapse: collapse; font-size: 14px; line-height: 1.35;
  font-variant-numeric: tabular-nums }
th, td { padding: 8px 10px; text-align: right; border-bottom: 1px solid var(--grid);
  vertical-align: bottom }
thead th { font-weight: 500; color: var(--faint); min-width: 70px }
tbody th, thead th:first-child { text-align: left; white-space: nowrap }
.dot { display: inline-block; width: 10px; height: 10px; border-radius: 50%; margin-right: 8px }
ul { padding-left: 20px; color: var(--faint); font-size: 15px; line-height: 1.55 }
li { margin-bottom: 8px }
@media print {
  body { font-size: 11pt } main { max-width: none; padding: 0 }
  .plot, .lead, table { break-inside: avoid } h2 { break-after: avoid; margin-top: 28px }
  .wide { overflow: visible } table { font-size: 8pt } th, td { padding: 4px 5px }
  thead th { min-width: 0 }
}
"""


def _variables(colours: Mapping[str, str]) -> str:
    return ":root{" + ";".join(f"--{name}:{value}" for name, value in colours.items()) + "}"


STYLE = (
    _variables(LIGHT)
    + f"@media screen and (prefers-color-scheme: dark){{{_variables(DARK)}}}"
    + _RULES
)
"""The style sheet, whole."""
