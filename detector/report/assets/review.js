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
  const show = async () => {
    tell();
    if (!questions.length) return;
    // Built and escaped by the server; the policy of this page runs no script but this one.
    article.innerHTML = (await ask(`question/${at}`)).html;
    scrollTo(0, 0);
  };
  const step = (by) => {
    at = Math.max(0, Math.min(questions.length - 1, at + by));
    return show();
  };
  const label = async (name) => {
    if (!questions.length) return;
    try {
      await ask(`question/${at}`, { method: "POST", body: JSON.stringify({ label: name }) });
    } catch (error) {
      given.textContent = `Not saved: ${error.message}`;
      return;
    }
    questions[at].label = name;
    await (at + 1 < questions.length ? step(1) : show());
  };
  document.getElementById("choices").addEventListener("click", (event) => {
    const { label: name, step: by } = event.target.dataset;
    if (name) label(name);
    if (by) step(Number(by));
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const name = { f: "farm", h: "legit", u: "unsure" }[event.key];
    if (name) label(name);
    else if (event.key === "ArrowRight") step(1);
    else if (event.key === "ArrowLeft") step(-1);
  });
  ask("questions").then((found) => {
    questions = found;
    const open = questions.findIndex((question) => !question.label);
    at = open < 0 ? 0 : open;
    return show();
  }).catch((error) => { progress.textContent = `Cannot load: ${error.message}`; });
})();
