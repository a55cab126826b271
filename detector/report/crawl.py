"""The report over a scored crawl: figures drawn here, the searchable table by its script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from detector.errors import OutputError
from detector.hosts import grouped, ranked
from detector.report.shell import asset, data_block, document, text
from detector.report.summary import Summary, summarise, suspects
from detector.scored import Row
from detector.stations import Station

LABELS = ("farm", "republished", "legit", "unread")


def write_report(rows: Iterable[Row], out: Path, name: str) -> Summary:
    """Write the report over ``rows`` to ``out``; ``name`` is what the heading calls the crawl.

    Raises :class:`OutputError` when ``out`` cannot be written.
    """
    from detector.wording import DESCRIPTION, GROUP, NAME
    from features.table import all_features

    groups = {NAME: GROUP} | {feature.name: feature.group for feature in all_features()}
    meanings = {NAME: DESCRIPTION}
    meanings |= {feature.name: feature.description for feature in all_features()}
    summary = summarise(rows, groups)
    page = render(summary, groups, meanings, name)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        partial = out.with_name(out.name + ".part")
        partial.write_text(page, encoding="utf-8", newline="\n")
        partial.replace(out)
    except OSError as error:
        raise OutputError(
            f"{out}: {error.strerror}; free the space or name another file"
        ) from error
    return summary


def render(summary: Summary, groups: dict[str, str], meanings: dict[str, str], name: str) -> str:
    """The whole document."""
    used = {reason[0] for row in summary.listed for reason in row["r"]}
    stations = grouped(summary.sites.values())
    body = "\n".join(
        [
            f"<header><h1>darnel report</h1><p>{text(name)} · model {text(summary.model)}</p></header>",
            "<main>",
            _tiles(summary),
            _histogram(summary),
            _bars(
                "Kinds of farm", "Named after the signal group that weighed most.", summary.kinds
            ),
            _bars("Signal groups", "Sum of weights on flagged pages, in log-odds.", summary.groups),
            _bars(
                "Signals seen most",
                "Flagged pages that have the signal among their reasons.",
                Counter(dict(summary.signals.most_common(12))),
            ),
            _languages(summary),
            _sites(summary),
            _stations(stations),
            _clusters(summary),
            _suspects(summary, groups),
            _table(summary),
            "</main>",
        ]
    )
    data = data_block("rows", summary.listed) + data_block(
        "meanings", {signal: meanings.get(signal, "") for signal in sorted(used)}
    )
    return document(f"darnel report: {name}", body, data, asset("report.js"))


def _tiles(summary: Summary) -> str:
    unreadable = summary.statuses["unreadable"] + summary.statuses["crashed"]
    tiles = [("records", summary.rows), *((label, summary.labels[label]) for label in LABELS[:3])]
    tiles += [("skipped or empty", summary.statuses["skipped"] + summary.statuses["empty"])]
    tiles += [("unreadable", unreadable), ("sites", len(summary.sites))]
    cells = "".join(
        f'<div class="tile {label.split()[0]}"><dt>{label}</dt><dd>{count:,}</dd></div>'
        for label, count in tiles
    )
    return f'<dl class="tiles">{cells}</dl>'


def _histogram(summary: Summary) -> str:
    bins, most = len(summary.histogram), max([*summary.histogram, 1])
    parts = []
    for index, count in enumerate(summary.histogram):
        # Square root: a crawl is mostly honest, and the rare high bins must stay visible.
        height = 140 * (count / most) ** 0.5
        low, high = index / bins, (index + 1) / bins
        parts.append(
            f'<rect x="{index * 30 + 2}" y="{150 - height:.1f}" width="26" height="{height:.1f}">'
            f"<title>{low:.2f} to {high:.2f}: {count:,} pages</title></rect>"
        )
    ticks = "".join(
        f'<text x="{600 * at / 4:.0f}" y="168" text-anchor="{anchor}">{at / 4:.2f}</text>'
        for at, anchor in ((0, "start"), (1, "middle"), (2, "middle"), (3, "middle"), (4, "end"))
    )
    rows = "".join(
        f"<tr><td>{i / bins:.2f} to {(i + 1) / bins:.2f}</td><td>{count:,}</td></tr>"
        for i, count in enumerate(summary.histogram)
    )
    return (
        "<section><h2>Scores</h2><p>Pages by score; bar heights grow with the square root.</p>"
        '<svg class="histogram" viewBox="0 0 600 175" role="img" aria-label="Histogram of scores">'
        f"{''.join(parts)}{ticks}</svg><details><summary>The figures</summary>"
        f"<table><thead><tr><th>score</th><th>pages</th></tr></thead><tbody>{rows}</tbody></table>"
        "</details></section>"
    )


def _bars(title: str, note: str, counts: Counter[str]) -> str:
    if not counts:
        return ""
    most = max(counts.values())
    rows = "".join(
        f"<tr><th scope='row'>{text(name)}</th><td class='figure'>{count:,.0f}</td>"
        f"<td class='bar'><svg viewBox='0 0 100 10' preserveAspectRatio='none' aria-hidden='true'>"
        f"<rect width='{100 * count / most:.1f}' height='10'/></svg></td></tr>"
        for name, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    )
    return f"<section><h2>{title}</h2><p>{note}</p><table class='bars'><tbody>{rows}</tbody></table></section>"


def _languages(summary: Summary) -> str:
    rows = "".join(
        f"<tr><td>{text(language)}</td><td>{count:,}</td><td>{summary.flagged_languages[language]:,}</td>"
        f"<td>{summary.flagged_languages[language] / count:.1%}</td></tr>"
        for language, count in summary.languages.most_common(12)
    )
    return _listing("Languages", "", ("language", "pages", "farm", "share"), rows)


def _sites(summary: Summary) -> str:
    worst = [site for site in ranked(summary.sites.values()) if site.farm][:25]
    rows = "".join(
        f"<tr><td>{text(site.host)}</td><td>{site.pages:,}</td><td>{site.farm:,}</td>"
        f"<td>{site.interval[0]:.0%} to {site.interval[1]:.0%}</td><td>{text(', '.join(site.reasons()))}</td>"
        f"<td>{text(site.group or '')}</td></tr>"
        for site in worst
    )
    return _listing(
        "Worst sites",
        "By the lower end of the 95 % Wilson interval of the share of farm pages.",
        ("site", "pages", "farm", "95 % interval", "reasons", "station group"),
        rows,
    )


def _stations(stations: list[Station]) -> str:
    rows = ""
    for station in stations[:20]:
        hosts = ", ".join(station.hosts[:8]) + (" …" if len(station.hosts) > 8 else "")
        ties = "<br>".join(
            text(f"{tie.told()}, for example {' and '.join(tie.pages)}")
            for tie, _ in station.strongest()
        )
        rows += f"<tr><td>{len(station.hosts):,}</td><td>{text(hosts)}</td><td>{ties}</td></tr>"
    return _listing(
        "Station groups",
        "Sites that share copied texts or the people who sign their flagged pages; `darnel hosts "
        "--pages` compares their templates too.",
        ("sites", "which", "why"),
        rows,
    )


def _clusters(summary: Summary) -> str:
    largest = sorted(summary.clusters.values(), key=lambda c: (-c.pages, c.name))[:20]
    rows = "".join(
        f"<tr><td>{cluster.pages:,}</td><td>{len(cluster.hosts):,}</td>"
        f"<td>{text(cluster.originals.most_common(1)[0][0]) if cluster.originals else 'not told'}</td>"
        f"<td>{'<br>'.join(text(f'{label}: {name}') for name, label in cluster.examples[:4])}</td></tr>"
        for cluster in largest
        if cluster.pages > 1 or cluster.originals
    )
    return _listing(
        "Copies",
        "Groups of pages that carry each other's text.",
        ("pages", "sites", "earliest", "some of them"),
        rows,
    )


def _suspects(summary: Summary, groups: dict[str, str]) -> str:
    rows = "".join(
        f"<tr><td>{row['s']:.3f}</td><td>{text(row['i'])}</td><td>{text(why)}</td></tr>"
        for row, why in suspects(summary, groups)
    )
    return _listing(
        "Look again", "Flagged pages that may be honest.", ("score", "page", "why"), rows
    )


def _listing(title: str, note: str, heads: tuple[str, ...], rows: str) -> str:
    if not rows:
        return ""
    head = "".join(f"<th scope='col'>{name}</th>" for name in heads)
    return (
        f"<section><h2>{title}</h2><p>{note}</p><div class='wide' role='region' tabindex='0' aria-label='{title}'>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div></section>"
    )


def _table(summary: Summary) -> str:
    options = "".join(f"<option>{label}</option>" for label in LABELS)
    cut = f"<p>{summary.cut}.</p>" if summary.cut else ""
    return (
        f"<section><h2>Pages</h2>{cut}"
        "<form id='filter' role='search'><label>Search <input type='search' id='query' "
        "placeholder='address, title, signal, quote'></label> "
        f"<label>Label <select id='label'><option value=''>all</option>{options}</select></label> "
        "<label>Order <select id='order'><option value='score'>score</option>"
        "<option value='input'>input</option><option value='host'>site</option></select></label></form>"
        "<p id='count' role='status'></p><ol id='pages'></ol>"
        "<p><button type='button' id='more'>Show more</button></p>"
        "<noscript><p>The list of pages needs the script of this file.</p></noscript></section>"
    )
