"""The review page as a small web application, for one person on this machine."""

from __future__ import annotations

import hmac
import html
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from detector.report.page import Mark, marked
from detector.report.shell import asset, text
from detector.review.labels import CHOICES, Given, LabelFile
from detector.review.queue import Question
from features.page import Page

if TYPE_CHECKING:
    from flask import Flask, Response

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
LOCAL_HOSTS = ("127.0.0.1", "localhost", "[::1]")
SHOWN = 12_000


def make_app(
    questions: Sequence[Question], labels: LabelFile, pages: Mapping[str, Page], token: str
) -> Flask:
    """The application over ``questions``; ``pages`` gives the text of those that are at hand.

    Every request must carry ``token`` (query or header) and a loopback Host, so that no other
    site can read or label through the person's browser (CSRF, DNS rebinding).
    """
    from flask import Flask, Response, abort, jsonify, request

    from detector.wording import DESCRIPTION, NAME
    from features.table import all_features

    meanings = {NAME: DESCRIPTION}
    meanings |= {feature.name: feature.description for feature in all_features()}
    app = Flask("darnel-review", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = 64 * 1024

    @app.before_request
    def guard() -> None:
        host = request.host.rsplit(":", 1)[0] if not request.host.endswith("]") else request.host
        if host not in LOCAL_HOSTS:
            abort(403, "this page answers on the loopback address only")
        given = request.headers.get("X-Darnel-Token") or request.args.get("token", "")
        if not hmac.compare_digest(given.encode(), token.encode()):
            abort(403, "open the address that `darnel review` printed: it carries the token")

    @app.after_request
    def harden(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = POLICY
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["Cache-Control"] = "no-store"
        return response

    @app.get("/")
    def index() -> Response:
        query = f"?token={token}"
        page = asset("review.html").replace("{query}", query)
        return Response(page, mimetype="text/html")

    @app.get("/style.css")
    def style() -> Response:
        return Response(asset("style.css"), mimetype="text/css")

    @app.get("/review.js")
    def script() -> Response:
        return Response(asset("review.js"), mimetype="text/javascript")

    @app.get("/questions")
    def listing() -> Response:
        return jsonify(
            [
                {"id": str(q.row["id"]), "label": labels.labels.get(str(q.row["id"]))}
                for q in questions
            ]
        )

    @app.get("/question/<int:number>")
    def question(number: int) -> Response:
        if number >= len(questions):
            abort(404, "there is no such question")
        return jsonify({"html": _question(questions[number], pages, meanings)})

    @app.post("/question/<int:number>")
    def answer(number: int) -> Response:
        body = request.get_json(silent=True)
        label = body.get("label") if isinstance(body, dict) else None
        if number >= len(questions) or label not in CHOICES:
            abort(400, f"a label is one of {', '.join(CHOICES)}")
        row = questions[number].row
        labels.save(
            Given(
                str(row["id"]),
                row.get("url"),
                label,
                questions[number].motive,
                float(row["score"]),
                str(row.get("model") or ""),
            )
        )
        return jsonify({"saved": label, "labels": len(labels.labels)})

    return app


def _question(question: Question, pages: Mapping[str, Page], meanings: Mapping[str, str]) -> str:
    row = question.row
    reasons = "".join(
        f"<li><b>{text(reason['signal'])}</b> = {reason['value']:.4g}, "
        f"weight {reason['weight']:+.2f} <span class='meaning'>"
        f"{text(meanings.get(reason['signal'], ''))}</span>"
        + "".join(
            f"<span class='quote'>{text(quote)}</span>"
            for quote in dict.fromkeys(q["text"] for q in reason["quotes"] or ())
        )
        + "</li>"
        for reason in row["reasons"] or ()
    )
    claims = "".join(
        f"<li>{text(role)}: {text(name)}</li>"
        for role, name in dict.fromkeys(
            (claim["role"], claim["name"]) for claim in row.get("claims") or ()
        )
    )
    return (
        f"<h2 data-id='{html.escape(str(row['id']))}'>{text(row.get('title') or '(no title)')}</h2>"
        f"<p>{text(row['id'])}<br>score "
        f"{row['score']:.4f}, {text(row['label'])}; chosen because: {text(question.motive)}</p>"
        f"<div class='asked'><div>{_page_text(row, pages.get(str(row['id'])))}</div>"
        f"<div><h3>Reasons</h3><ul>{reasons or '<li>none</li>'}</ul>"
        + (f"<h3>Who it says it is from</h3><ul>{claims}</ul>" if claims else "")
        + "</div></div>"
    )


def _page_text(row: Mapping[str, Any], page: Page | None) -> str:
    if page is None:
        return "<p>The page's text is not at hand; give its crawl with --pages to see it.</p>"
    marks = [
        Mark(quote["start"], quote["end"], reason["signal"])
        for reason in row["reasons"] or ()
        for quote in reason["quotes"] or ()
    ]
    shown = marked(page.text[:SHOWN], marks, page.visible_end)
    cut = f"<p>The first {SHOWN:,} characters.</p>" if len(page.text) > SHOWN else ""
    return f"<h3>The text</h3>{cut}<div class='page-text'>{shown}</div>"
