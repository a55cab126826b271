"use strict";
(() => {
  const token = new URLSearchParams(location.search).get("token");
  const headers = { "X-Darnel-Token": token, "Content-Type": "application/json" };
  const progress = document.getElementById("progress");
  const given = document.getElementById("given");
  const article = document.getElementById("question");
  let questions = [];
  let at = 0;

  const ask = async (path, options) => {
    const response = await fetch(path, { headers, ...options });
    if (!response.ok) throw new Error(await response.text());
    return response.json();
  };
  const tell = () => {
    const done = questions.filter((question) => question.label).length;
    progress.textContent = questions.length
      ? `${at + 1} of ${questions.length}, ${done} labelled`
      : "Nothing left to label.";
    const label = questions[at] && questions[at].label;
    given.textContent = label ? `Labelled: ${label}` : "Not labelled yet.";
  };
  // One thing at a time: a key pressed before the next page stands there would label a page
  // nobody has looked at.
  let busy = false;
  const alone = async (work) => {
    if (busy || !questions.length) return;
    busy = true;
    try {
      await work();
    } catch (error) {
      given.textContent = error.message;
    } finally {
      busy = false;
    }
  };
  const show = async () => {
    const { html } = await ask(`question/${at}`);
    // Built and escaped by the server; the policy of this page runs no script but this one.
    article.innerHTML = html;
    scrollTo(0, 0);
    tell();
  };
  const step = (by) => alone(async () => {
    at = Math.max(0, Math.min(questions.length - 1, at + by));
    await show();
  });
  const label = (name) => alone(async () => {
    await ask(`question/${at}`, { method: "POST", body: JSON.stringify({ label: name }) })
      .catch((error) => { throw new Error(`Not saved: ${error.message}`); });
    questions[at].label = name;
    if (at + 1 < questions.length) at += 1;
    await show();
  });
  document.getElementById("choices").addEventListener("click", (event) => {
    const { label: name, step: by } = event.target.dataset;
    if (name) label(name);
    if (by) step(Number(by));
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const name = { f: "farm", h: "legit", u: "unsure" }[event.key];
    if (name) label(name);
    else if (event.key === "ArrowRight") step(1);
    else if (event.key === "ArrowLeft") step(-1);
  });
  ask("questions").then((found) => {
    questions = found;
    const open = questions.findIndex((question) => !question.label);
    at = open < 0 ? 0 : open;
    tell();
    return alone(show);
  }).catch((error) => { progress.textContent = `Cannot load: ${error.message}`; });
})();
