"""The commands training adds to ``darnel``; light until one of them is called."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from detector.terminal import printable_json, printable_lines

Json = Annotated[bool, typer.Option("--json", help="Machine-readable output.")]
Data = Annotated[
    list[Path] | None,
    typer.Option("--data", help="Label file or folder of them; replaces the paths of CONFIG."),
]


Labels = Annotated[
    Path | None,
    typer.Option("--labels", help="Labels apart from the pages: JSONL of id and label."),
]


def _label_paths(data: list[Path] | None, labels: Path | None) -> tuple[Path, ...]:
    """The label files to use; with ``labels``, ``data`` are inputs of any kind to join them to."""
    from detector.errors import UsageError
    from training.joining import join

    if labels is None:
        return tuple(data or ())
    if not data:
        raise UsageError("--labels needs the pages too: name them with --data")
    return (join(labels, [str(path) for path in data], Path(".darnel/joined")),)


def register(app: typer.Typer) -> None:
    """Add the training commands to the one command line."""
    for name, command in (
        ("train", train),
        ("compare", compare),
        ("promote", promote),
        ("evaluate", evaluate),
        ("stress", stress),
        ("check-data", check_data),
    ):
        app.command(name)(command)


def _say(text: str) -> None:
    sys.stderr.write(printable_lines(text) + "\n")


def _chosen(name: str) -> str:
    from training.tracking import chosen

    found = chosen(name)
    if found.namesakes > 1:
        plain = name.rpartition("~")[0] or name
        _say(
            f"{name} is run {found.id}, begun {found.began}: one of {found.namesakes} runs called "
            f"{plain}, where {plain} is the newest and {plain}~1 the one before it"
        )
    return found.id


def _print(text: str) -> None:
    sys.stdout.write(printable_lines(text) + "\n")


def _dump(value: Any) -> None:
    sys.stdout.write(printable_json(json.dumps(value, ensure_ascii=False, indent=1)) + "\n")


def train(
    config: Annotated[Path, typer.Argument(help="Run configuration (TOML).")],
    data: Data = None,
    labels: Labels = None,
    out: Annotated[Path, typer.Option(help="Folder for the trained model.")] = Path("out/model"),
    name: Annotated[str | None, typer.Option(help="Name of the run and of the model.")] = None,
    as_json: Json = False,
) -> None:
    """Train, judge and track a model from labelled pages."""
    from training.card import markdown
    from training.config import read_config
    from training.run import train as carry_out

    settings = read_config(config, _label_paths(data, labels))
    if name is not None:
        settings = replace(settings, name=name)
    model, found, run = carry_out(settings, out, _say)
    if as_json:
        _dump(
            {
                "run": run,
                "model": model.identity,
                "folder": str(out),
                "threshold": found.threshold,
                "domains_held_out": json.loads(found.domain.to_json(orient="index")),
                "sources_held_out": {name: one.row() for name, one in found.sources.items()},
            }
        )
        return
    _print(markdown(found.domain))
    _print(f"\nmodel   {model.identity}\nfolder  {out}\nrun     {run}")


def compare(
    runs: Annotated[
        list[str], typer.Argument(help="Runs by id or name, or models:/darnel@champion.")
    ],
    plot: Annotated[Path | None, typer.Option(help="Write curves to this PNG file.")] = None,
    as_json: Json = False,
) -> None:
    """Set runs side by side on the same held-out pages; say whether a difference is real."""
    from detector.errors import UsageError
    from training.compare import rows
    from training.tracking import held_out

    if len(runs) < 2:
        raise UsageError("name at least two runs to compare")
    ids = [_chosen(name) for name in runs]
    if len(set(ids)) < len(ids):
        raise UsageError(f"{' and '.join(runs)} name one run twice; an older one is called NAME~1")
    found, pages = rows({name: held_out(id_) for name, id_ in zip(runs, ids, strict=True)})
    for row, id_ in zip(found, ids, strict=True):
        row["id"] = id_
    if plot is not None:
        from training.figures import roc

        farm = pages["farm"].to_numpy(dtype=bool)
        curves = {}
        for name in runs:
            scores = pages[f"score {name}"].to_numpy()
            curves[name] = (scores[farm], scores[~farm])
        roc(curves).savefig(plot, dpi=150)
    if as_json:
        _dump({"pages": len(pages), "runs": found})
        return
    _print(f"{len(pages):,} held-out pages in common; noisy honest labels are left out below")
    for row in found:
        _print(
            f"{row['run']}: AUC {row['auc']:.4f}, recall {row['recall_1']:.3f} at 1 % false "
            f"positives, {row['recall_01']:.3f} at 0.1 %"
        )
        for figure in ("auc", "recall_1"):
            difference = row.get(f"{figure} difference")
            if isinstance(difference, list):
                value, low, high = difference
                _print(
                    f"    {figure}: {value:+.4f} ({low:+.4f} to {high:+.4f}), "
                    f"{row[f'{figure} verdict']}"
                )


def promote(
    run: Annotated[str, typer.Argument(help="Run by id or name.")],
    uncompared: Annotated[
        bool,
        typer.Option(
            "--uncompared",
            help="Promote although the champion cannot be compared: it held out other pages.",
        ),
    ] = False,
    as_json: Json = False,
) -> None:
    """Make a run's model the champion, if it is no worse than the one there is."""
    from detector.errors import RefusedError, UsageError
    from training import tracking
    from training.compare import NothingInCommonError, common_pages, compared

    run = _chosen(run)
    version = tracking.version_of_run(run)
    if version is None:
        raise UsageError(f"run {run} registered no model")
    old = tracking.champion()
    gate: dict[str, Any] = {"champion before": old or "none"}
    tables = {}
    if old is not None:
        tables = {"champion": tracking.held_out(old), "candidate": tracking.held_out(run)}
    try:
        common = common_pages(tables) if tables else None
    except NothingInCommonError as error:
        if not uncompared:
            raise RefusedError(
                f"run {run} and the champion held out no page in common, so nothing says whether "
                "it is worse: train it on labels that hold the champion's pages too, or take it "
                "unseen with --uncompared"
            ) from error
        common = None
        gate["compared"] = "no: the champion held out none of the pages of this run"
    if common is not None:
        judged = compared(common, "champion", "candidate")
        for one in judged.differences:
            gate[one.figure] = f"{one.value:+.4f} ({one.low:+.4f} to {one.high:+.4f})"
        if not judged.may_replace:
            lines = ", ".join(f"{key} {value}" for key, value in gate.items())
            raise RefusedError(f"run {run} may be worse than the champion: {lines}")
    uri = tracking.crown(version, {"gate": json.dumps(gate)})
    if as_json:
        _dump({"uri": uri, "version": version, "gate": gate})
        return
    _print(f"{uri} is now version {version}")
    for key, value in gate.items():
        _print(f"    {key}: {value}")


def evaluate(
    model: Annotated[str, typer.Argument(help="Model folder, models:/ URI, or 'default'.")],
    data: Annotated[list[Path], typer.Option("--data", help="Label file or folder of them.")],
    labels: Labels = None,
    as_json: Json = False,
) -> None:
    """Score labelled pages with a model and measure the result, slice by slice."""
    from training.judging import judge

    found = judge(None if model == "default" else model, _label_paths(data, labels))
    if as_json:
        _dump(found.as_dict())
        return
    _print(found.readable())


def stress(
    model: Annotated[str, typer.Argument(help="Model folder, models:/ URI, or 'default'.")],
    articles: Annotated[
        list[Path], typer.Option("--articles", help="Label files with honest articles to use.")
    ],
    pairs: Annotated[int, typer.Option(help="Pairs of twins for each trick and strength.")] = 40,
    limit: Annotated[
        float | None, typer.Option(help="Score to judge at; else 1 % false positives.")
    ] = None,
    plot: Annotated[Path | None, typer.Option(help="Write the curves to this PNG file.")] = None,
    as_json: Json = False,
) -> None:
    """Attack a model with made-up farm pages: recall against strength for every trick."""
    from training.judging import attack

    found = attack(None if model == "default" else model, articles, pairs=pairs, limit=limit)
    if plot is not None:
        from training.figures import strength

        strength(found).savefig(plot, dpi=150)
    if as_json:
        _dump(json.loads(found.to_json(orient="records")))
        return
    wide = found.pivot_table(index="attack", columns="strength", values="recall")
    full = found[found["strength"] == 1.0].set_index("attack")
    wide["twins flagged"] = full["twins flagged"]
    _print(wide.to_string(float_format=lambda value: f"{value:.2f}"))


def check_data(
    paths: Annotated[list[Path], typer.Argument(help="Label files or folders of them.")],
    labels: Labels = None,
    jobs: Annotated[int, typer.Option(help="Processes that measure pages.")] = 1,
    cache: Annotated[Path, typer.Option(help="Folder for measured pages.")] = Path(".darnel/cache"),
    as_json: Json = False,
) -> None:
    """Look for doubles, contradictions, concentration, wrong labels and shortcuts in labels."""
    from training.checkdata import check
    from training.dataset import load
    from training.fit import Recipe
    from training.labels import label_files

    chosen = _label_paths(paths, labels)
    data = load(label_files(chosen), cache=cache, jobs=jobs)
    report = check(data, Recipe(), chosen)
    if as_json:
        _dump(report.as_dict())
        return
    _print(f"{report.pages} pages, {report.farms} of them farms, from {len(report.files)} files")
    for title, rows in (
        ("the same page twice", report.doubles),
        ("both labels in one site or text family", report.contradictions),
        ("concentration (more than 5 % of a label)", report.concentration),
        ("labels other folds are sure are wrong", report.suspicious),
        ("what facts that must not matter say about the label (AUC)", report.shortcuts),
    ):
        _print(f"\n{title}: {len(rows)}")
        for row in rows[:15]:
            _print("    " + ", ".join(f"{key} {value}" for key, value in row.items()))
