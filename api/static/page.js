// The pages' small interactions: paste an article, ask a query, light up a claim and its words, decide who is who.
"use strict";
(() => {
  const element = (name, attributes, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };
  const status = (form, text, bad) => {
    const line = form.querySelector(".status");
    line.textContent = text;
    line.classList.toggle("bad", Boolean(bad));
  };
  const reason = async (answer) => {
    const text = await answer.text();
    try { return JSON.parse(text).detail || text; } catch { return text; }
  };

  const paste = document.getElementById("paste");
  if (paste) paste.addEventListener("submit", async (event) => {
    event.preventDefault();
    const form = new FormData(paste);
    const record = {};
    for (const name of ["text", "title", "published", "source", "url"]) if (String(form.get(name) || "").trim()) record[name] = form.get(name);
    const button = paste.querySelector("button");
    button.disabled = true;
    status(paste, "Reading…");
    try {
      const answer = await fetch("/documents", { method: "POST", headers: { "Content-Type": "application/json", Accept: "application/json" }, body: JSON.stringify(record) });
      if (!answer.ok) status(paste, await reason(answer), true);
      else window.location.assign((await answer.json()).page);
    } catch { status(paste, "The server does not answer.", true); }
    button.disabled = false;
  });

  const cell = (term) => {
    if (!term) return "";
    if (term.type === "uri" && /^https?:\/\//.test(term.value)) {
      const local = document.body.dataset.base;
      const path = term.value.startsWith(local) ? `/id/${term.value.slice(local.length)}` : term.value;
      const short = term.value.replace(local, "id:").replace("https://w3id.org/sitrep/ontology#", "sr:").replace("https://w3id.org/sitrep/plover#", "plover:");
      return element("a", { href: path, title: term.value, rel: "noreferrer" }, short);
    }
    return term.value;
  };
  const table = (answer) => {
    if ("boolean" in answer) return element("p", {}, element("b", {}, answer.boolean ? "yes" : "no"));
    const names = answer.head.vars;
    const rows = answer.results.bindings;
    const head = element("tr", {}, ...names.map((name) => element("th", { scope: "col" }, name)));
    const body = rows.slice(0, 500).map((row) => element("tr", {}, ...names.map((name) => element("td", {}, cell(row[name])))));
    return element("div", {},
      element("p", { class: "small soft" }, `${rows.length} ${rows.length === 1 ? "row" : "rows"}${rows.length > 500 ? ", the first 500 shown" : ""}`),
      element("div", { class: "scroll" }, element("table", {}, element("thead", {}, head), element("tbody", {}, ...body))));
  };
  const ask = document.getElementById("ask");
  if (ask) {
    const output = document.getElementById("answer");
    ask.addEventListener("submit", async (event) => {
      event.preventDefault();
      const query = ask.elements.query.value;
      status(ask, "Asking…");
      output.replaceChildren();
      try {
        const answer = await fetch("/sparql", { method: "POST", headers: { "Content-Type": "application/sparql-query", Accept: "application/sparql-results+json, text/turtle;q=0.9" }, body: query });
        if (!answer.ok) { status(ask, await reason(answer), true); return; }
        status(ask, "");
        if ((answer.headers.get("Content-Type") || "").includes("sparql-results+json")) output.append(table(await answer.json()));
        else output.append(element("pre", { class: "scroll" }, await answer.text()));
      } catch { status(ask, "The server does not answer.", true); }
    });
    for (const pick of document.querySelectorAll("[data-query]")) pick.addEventListener("click", () => {
      ask.elements.query.value = pick.dataset.query;
      ask.elements.query.focus();
    });
    const picture = document.getElementById("picture");
    if (picture) picture.addEventListener("click", () => window.location.assign(`/graph?query=${encodeURIComponent(ask.elements.query.value)}`));
  }

  const light = (ids) => {
    for (const lit of document.querySelectorAll(".lit")) lit.classList.remove("lit");
    for (const id of ids) {
      document.getElementById(id)?.classList.add("lit");
      for (const mark of document.querySelectorAll("mark[data-claims]")) if (mark.dataset.claims.split(" ").includes(id)) mark.classList.add("lit");
    }
  };
  for (const mark of document.querySelectorAll("mark[data-claims]")) mark.addEventListener("click", () => {
    const ids = mark.dataset.claims.split(" ");
    light(ids);
    document.getElementById(ids[0])?.scrollIntoView({ block: "nearest", behavior: "smooth" });
  });
  for (const button of document.querySelectorAll("button[data-claim]")) button.addEventListener("click", () => {
    light([button.dataset.claim]);
    document.querySelector("mark.lit")?.scrollIntoView({ block: "center", behavior: "smooth" });
  });
  if (/^#(claim|relation)-/.test(location.hash)) light([decodeURIComponent(location.hash.slice(1))]);

  const by = document.querySelector("input[name=by]");
  const remembered = (name) => {
    try {
      if (name) window.localStorage.setItem("by", name);
      return window.localStorage.getItem("by") || "";
    } catch { return name || ""; } // a browser that keeps nothing
  };
  if (by) by.value = remembered();
  const line = document.querySelector(".status");
  const send = async (address, body, button) => {
    const told = (text, bad) => { if (line) { line.textContent = text; line.classList.toggle("bad", Boolean(bad)); line.scrollIntoView({ block: "nearest" }); } };
    const name = by ? remembered(by.value.trim()) : remembered();
    if (name) body.by = name;
    button.disabled = true;
    told("Deciding…");
    try {
      const answer = await fetch(address, { method: "POST", headers: { "Content-Type": "application/json", Accept: "application/json" }, body: JSON.stringify(body) });
      if (!answer.ok) told(await reason(answer), true);
      else if (/^\/(review|decisions|id\/decision)/.test(location.pathname)) window.location.reload();
      else window.location.assign((await answer.json()).now[0].page);
    } catch { told("The server does not answer.", true); }
    button.disabled = false;
  };
  for (const button of document.querySelectorAll("[data-decision]")) button.addEventListener("click", () => send("/decisions", JSON.parse(button.dataset.decision), button));
  for (const button of document.querySelectorAll("[data-undo]")) button.addEventListener("click", () => send(button.dataset.undo, {}, button));
  const decide = document.getElementById("decide");
  if (decide) decide.addEventListener("submit", (event) => {
    event.preventDefault();
    const form = new FormData(decide);
    const body = { verdict: form.get("verdict"), about: [form.get("subject"), form.get("other")] };
    if (String(form.get("why")).trim()) body.why = form.get("why");
    send("/decisions", body, decide.querySelector("button"));
  });

  const forget = document.getElementById("forget");
  if (forget) forget.addEventListener("click", async () => {
    if (!window.confirm("Remove this document and everything read from it?")) return;
    const answer = await fetch(forget.dataset.address, { method: "DELETE" });
    if (answer.ok) window.location.assign("/documents");
  });
})();
