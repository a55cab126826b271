"""Write docs/signals.md: every signal with its meaning, and what it reads on the labelled pages.

    python benchmarks/signal_report.py [--shared ../shared] [--out docs/signals.md] [--limit 600]
        [--speed FILE]

Names, meanings, ranges and sources come from the code; figures from ``shared/corpus``, read
through the same reader as everything else. No text of any page is written, only the file and
subtype of the honest page that a signal takes most for a farm. Without the corpus the figures
of the file that exists are dropped, so run it where the corpus is.

AUC: the chance that a farm page reads higher than a legitimate one, .5 when the signal says
nothing, below .5 when farms read lower. It is taken between pages of one language that both
have a reading. The second table asks what else a signal tells: language, era and whether a page
came as HTML are traps of the corpus, measured between legitimate pages only.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import random
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import joblib
import numpy as np
import numpy.typing as npt
from scipy.stats import rankdata

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from detector.reading import read_page  # noqa: E402
from detector.record import Record  # noqa: E402
from features.feature import Feature  # noqa: E402
from features.table import all_features, measure  # noqa: E402

Floats = npt.NDArray[np.float64]

LEFT_OUT = {
    "jargon hits after undoing disguises": "the trade vocabulary is read as written; undoing"
    " disguises first is the copy detector's normaliser, and the disguise is a signal itself",
    "normalisation gain": "its parts are read one by one: emoji, invisibles, symbols, look-alikes",
    "perplexity and other language-model scores": "need model weights and many times the budget",
    "cloaking, redirects by script, domain age": "need a second fetch or data beside the page",
    "DOM skeletons and clusters across hosts": "look at other pages, as the copy detector does",
    "FineWeb char_dup_ratio": "is `line_repeat_chars`, for lines longer than those of menus",
    "Data-Juicer character repetition": "is `dup_10gram` for scripts without spaces",
    "fraction of anchor words": "is `link_density`, by characters",
    "shuffled city tuples, brand tails, foreign chains": "are `place_order`, `title_stems`,"
    " `domain_chain` with `outside_link_share`",
    "population and founding year as the only local facts": "needs to know what a page could say",
    "query precision of the top terms": "depends on other pages",
    # Measured once, and taken out: AUC (farm against legitimate, Chinese; language) in brackets.
    "words, their entropy, types by tokens, likelihood of triples (Ntoulas et al.)": "length and"
    " script in disguise (types by tokens .35; language .26); repetition is read by"
    " `dup_5gram`",
    "compressibility (Ntoulas et al.)": "tells the year of a news page (.83), not the farm; of a"
    " fixed length of text still .73",
    "visible share, text to HTML, elements, scripts and images by text": "tell one collection of"
    " pages from another, not farms",
    "length of words, sentences and anchors; short words": "tell language and style (sentences"
    " .59; language .78)",
    "most frequent runs of two to four words (Gopher)": "tell Chinese from English (.42; .83);"
    " `top_word_share` reads pairs of characters against the page's own words",
    "runs of 6 to 9 and of 13 words said before (Gopher, ChineseWebText)": "nested in `dup_5gram`"
    " and `dup_10gram` (rank correlation .87 and more)",
    "repeated lines and paragraphs by number": "go with"
    " `line_repeat_chars` (rank correlation .97 to .99)",
    "longest repeated passage; phrase in sentence after sentence": "tell Chinese from English"
    " (.74, .82); `dup_10gram`, `lead_repeat` and `sentence_repeats` read the same text",
    "longest enumeration, rows of phrases, items with one ending, items with capitals": "tell"
    " Chinese from English (.81 to .88); rows of places are `place_run`",
    "share of parentheses (NeMo), words with a letter (Gopher), words in heavy brackets": "tell"
    " Chinese from English (.73, .41, .72) and nothing more",
    "text in long blocks, headings, lists, furniture, links a thousand characters": "go with"
    " `link_density` (.98), or tell the collection (long blocks .44; language .25)",
    "order of stretches, jumps between provinces, variety of places": "`block_topic_gap` and"
    " `place_order` read the same vectors and rows",
    "links: own page, without words, repeated words, depth, sites, one letter pair": "say what"
    " `outside_link_share` and `target_repeats` say, or tell the year (.76)",
    "hidden blocks and links by number": "go with `hidden_text_share` (.99, .90)",
    "description against text, keywords against text and each other": "tell the collection or the"
    " year (.25), or are declared by 8 % of pages",
    "title against heading, preview and text, by pairs": "`title_heading_overlap` and"
    " `title_density` read the same; against the text it tells the language (.77)",
    "view counts against Benford's law": "1 % of pages have enough counts; `engagement_uniformity`"
    " reads them",
    "stacked marks, clashing stops, shouting, evenly strewn symbols, list numbers": "on hardly a"
    " page, or a habit of honest ones; disguised numbers and symbols inside words are read",
    "changes between traditional and simplified writing; scripts by entropy": "go with"
    " the share of the rarer writing (1.00) and `language_mixing`",
    "share of the rarer Chinese writing": "a heading, a name or lyrics in it are honest;"
    " `script_turns` counts how often running text goes over",
    "number of datelines, remedies apart, trade words in the title apart, gaps between them": "are"
    " inside `source_entities`, `service_terms` and `title_search_terms`",
    "leftover entities": "on 0.9 % of pages, as often on honest ones (.50)",
    "one phrase between ever new words": "cost more than any other signal (27 us) and told next to"
    " nothing of real farms; `searched_phrase` reads the telling part",
    "control characters apart": "`odd_code_share` counts them with private-use ones",
    "special characters over all (Data-Juicer)": "tells the language (.94), hardly the farm",
    "text in tables": "told nothing (.49)",
    "unrendered tags, filler text, unused comment boxes by rate": "`template_residue` counts the"
    " kinds of all three; a rate was ruled by short posts",
    "letters each in brackets of their own, by rate": "`spaced_out_letters` finds them as well",
    "emoji: inside words by share, entropy of kinds": "one emoji in a nickname reads 1;"
    " `emoji_split_words` counts words cut in two, `emoji_gap_cv` the rhythm",
    "title said again in the text; years in brackets in the title": "honest templates print the"
    " title three times; `headline_after_name` and `title_stems` read what only farms do",
    "age of the dates on a page against its own": "a forum's posts are old and its page is new",
    "random names of hosts, digits for letters, bullets, several brands in the title": "told no"
    " farm by themselves; `random_subdomain`, `rejoined_words`, `title_stems` and `pushed_name` do",
    "missing author, a source named like the site, the last line alone": "as common on honest"
    " pages; `named_by_host`, `contradicting_credits` and `foreign_tail` read what only farms have",
    "symbols inside words by share, lines cut at a number, title in another script": "one sign or"
    " line decides; `rejoined_words`, `mark_rhythm`, `mixed_cuts` and `language_gap` need more",
    "declared keywords by number, sponsored links": "many keywords and advertisements are honest;"
    " `repeated_keywords` reads what pushes a name",
    "jumps in numbered lists": "`shuffled_points` reads steps back between long points;"
    " lists of years, scores and places jump as well",
    "longest run of links to other sites": "partner lists of honest portals are as long",
}
KEPT = """\
A marked signal is one to mend or to take out: as a rate against the page's own text, or read
only where it can mean something. Training holds out whole sources and kits and reports by
language, so that a model cannot live on what is left of language and era in the others.
"""


@dataclass(frozen=True)
class Sample:
    """The readings of all corpus pages, shape ``(pages, signals)``, and what is known of them."""

    values: Floats
    file: list[str]
    subtype: list[str]
    farm: npt.NDArray[np.bool_]
    chinese: npt.NDArray[np.bool_]
    english: npt.NDArray[np.bool_]


def rows(path: Path, limit: int) -> list[dict[str, str]]:
    """Up to ``limit`` records of a corpus file, drawn with a fixed seed."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        found = [json.loads(line) for line in file]
    random.Random(0).shuffle(found)
    return found[:limit]


def readings(path: Path, limit: int) -> list[tuple[str, str, str, str, list[float]]]:
    """File, subtype, label, language and values of the pages of one corpus file."""
    name = path.name.removesuffix(".jsonl.gz")
    found = []
    for row in rows(path, limit):
        html, text = row.get("html"), row.get("text")
        page = read_page(
            Record(
                id="x",
                source="x",
                url=row.get("url"),
                html=html,
                text=None if html else text,
                title=None if html else row.get("title"),
            )
        )
        if page.text.strip():
            values = [reading.value for reading in measure(page)]
            language = "zh" if name.startswith("zh") else row.get("lang") or name[:2]
            found.append((name, row.get("subtype") or "", row.get("label", ""), language, values))
    return found


def read_corpus(shared: Path, limit: int, jobs: int) -> Sample:
    paths = sorted((shared / "corpus").glob("*.jsonl.gz"), key=lambda p: -p.stat().st_size)
    parts = joblib.Parallel(n_jobs=jobs)(joblib.delayed(readings)(p, limit) for p in paths)
    pages = [page for part in parts for page in part]
    return Sample(
        np.array([page[4] for page in pages]),
        [page[0] for page in pages],
        [page[1] for page in pages],
        np.array([page[2] in ("farm", "spam") for page in pages]),
        np.array([page[3].startswith("zh") for page in pages]),
        np.array([page[3].startswith("en") for page in pages]),
    )


def auc(high: Floats, low: Floats) -> float:
    """Area under the ROC curve, ties counting half; ``nan`` below 20 readings a side."""
    high, low = high[~np.isnan(high)], low[~np.isnan(low)]
    if len(high) < 20 or len(low) < 20:
        return math.nan
    ranks = rankdata(np.concatenate((high, low)))
    return float((ranks[: len(high)].sum() / len(high) - (len(high) + 1) / 2) / len(low))


def written(value: float) -> str:
    return "-" if math.isnan(value) else f"{value:.2f}".removeprefix("0")


def strength(value: float) -> float:
    return 0.0 if math.isnan(value) else abs(value - 0.5)


@dataclass(frozen=True)
class Figures:
    """What one signal reads on the corpus."""

    share: float
    zh: float
    en: float
    worst: str
    language: float
    era: float
    html: float

    @property
    def trapped(self) -> bool:
        """Whether it tells language, era or format clearly better than farm from legitimate."""
        trap = max(strength(self.language), strength(self.era), strength(self.html))
        return trap > 0.15 and trap > max(strength(self.zh), strength(self.en)) + 0.05


def figures(sample: Sample, column: int) -> Figures:
    values = sample.values[:, column]
    file = np.array(sample.file)
    legit = ~sample.farm
    zh = auc(values[sample.farm & sample.chinese], values[legit & sample.chinese])
    en = auc(values[sample.farm & sample.english], values[legit & sample.english])
    # The direction is the one the larger set of farm pages shows.
    known = zh if not math.isnan(zh) else en
    honest = np.where(legit & ~np.isnan(values), values, -np.inf if not known < 0.5 else np.inf)
    worst = int(honest.argmin() if known < 0.5 else honest.argmax())
    name = sample.file[worst] + (f" ({sample.subtype[worst]})" if sample.subtype[worst] else "")
    if not np.isfinite(honest[worst]) or math.isnan(known):
        name = "-"

    def of(*names: str) -> Floats:
        return values[np.isin(file, names) & legit]

    return Figures(
        float((~np.isnan(values)).mean()),
        zh,
        en,
        name.replace("|", "/")[:70],
        auc(
            of("zh_web2017_legit_html", "zh_news_html"),
            of("multi_web_legit_html", "multi_articles_html"),
        ),
        auc(of("en_news2019_html"), of("en_news2008_html")),
        auc(of("zh_web2017_legit_html"), of("zh_web2017_legit_text")),
    )


def span(feature: Feature) -> str:
    return " to ".join(f"{bound:g}" for bound in feature.bounds)


def report(sample: Sample, speed: str = "") -> str:
    table = all_features()
    read = {signal.name: figures(sample, i) for i, signal in enumerate(table)}
    groups: dict[str, list[Feature]] = defaultdict(list)
    for signal in table:
        groups[signal.group].append(signal)
    pages, farms = len(sample.file), int(sample.farm.sum())
    lines = [
        "# The signals",
        "",
        f"{len(table)} measurements of one page each, none of them a verdict. Written by",
        "`python benchmarks/signal_report.py`; not edited by hand.",
        "",
        f"Figures are from {pages:,} labelled pages ({farms:,} of them farm or spam). *Read*",
        "is the share of pages on which the signal has anything to read. *AUC* is the chance that",
        "a farm page reads higher than a legitimate one of the same language: .5 says nothing,",
        "0 and 1 everything, - stands for fewer than 20 readings on a side. The *look-alike* is",
        "the legitimate page that the signal takes most for a farm, by file and subtype. Tricks",
        "that the labelled pages hardly show (emoji, pinyin, homoglyphs, disguised numbers) have",
        "AUC near .5 here and are covered by made-up pages. No signal convicts alone.",
        "",
    ]
    for group in sorted(groups):
        lines += [
            f"## {group} ({len(groups[group])})",
            "",
            "| signal | meaning | range | source | read | AUC zh | AUC en | look-alike |",
            "|---|---|---|---|---|---|---|---|",
        ]
        for signal in groups[group]:
            f = read[signal.name]
            lines.append(
                f"| `{signal.name}` | {signal.description.replace('|', '/')} | {span(signal)} |"
                f" {signal.source.replace('|', '/')} | {100 * f.share:.0f} % |"
                f" {written(f.zh)} | {written(f.en)} | {f.worst} |"
            )
        lines.append("")
    trapped = [s.name for s in table if read[s.name].trapped]
    lines += [
        "## What else a signal tells",
        "",
        "AUC between legitimate pages only: Chinese against other languages (HTML pages both),",
        "2019 against 2008 (English news both), HTML against text (Chinese pages of one crawl). A",
        "signal is marked when one of these is further from .5 than its best AUC for farm, by more",
        "than .05.",
        f"Marked: {len(trapped)} of {len(table)}.",
        "",
        "| signal | farm zh | farm en | language | era | HTML | |",
        "|---|---|---|---|---|---|---|",
    ]
    order = sorted(table, key=lambda s: (not read[s.name].trapped, s.name))
    for signal in order:
        f = read[signal.name]
        lines.append(
            f"| `{signal.name}` | {written(f.zh)} | {written(f.en)} | {written(f.language)} |"
            f" {written(f.era)} | {written(f.html)} | {'marked' if f.trapped else ''} |"
        )
    lines += ["", KEPT, "## Left out, and why", "", "| idea | why |", "|---|---|"]
    lines += [f"| {idea} | {reason} |" for idea, reason in LEFT_OUT.items()]
    if speed:
        lines += ["", "## What they cost", "", "`python benchmarks/signals.py`, as it printed:", ""]
        lines += ["```text", speed.strip("\n"), "```"]
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "signals.md")
    parser.add_argument("--limit", type=int, default=600, help="pages taken of each file")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--speed", type=Path, help="what benchmarks/signals.py printed, to quote")
    arguments = parser.parse_args()
    if not (arguments.shared / "corpus").is_dir():
        raise SystemExit(f"no corpus in {arguments.shared}: give its folder with --shared")
    sample = read_corpus(arguments.shared, arguments.limit, arguments.jobs)
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    speed = arguments.speed.read_text("utf-8") if arguments.speed else ""
    arguments.out.write_text(report(sample, speed), encoding="utf-8")
    print(f"{arguments.out}: {len(all_features())} signals on {len(sample.file):,} pages")


if __name__ == "__main__":
    main()
