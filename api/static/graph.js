// Draws the picture of the graph from the JSON in #graph-data and shows the evidence of what is clicked.
// Every text reaches the page through textContent, so nothing in the data can run.
import { fitting, separate, stretch } from "./spread.js";

const FACE = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif';
const LETTERS = 12; // pixels of the labels of lines
const FEW = 60; // with more lines than this, only those pointed at are labelled

const element = (name, attributes, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) made.setAttribute(key, value);
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
};
// Links come from data: only addresses of this server and the web's own schemes become links.
const link = (address, text) =>
  /^(https?:\/\/|\/(?!\/))/.test(address || "") ? element("a", { href: address, target: "_top" }, text) : element("span", {}, text);
const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const counted = (number) => (number === 1 ? "1 statement" : `${number} statements`);

const pen = document.createElement("canvas").getContext("2d");
const measure = (text, size) => {
  pen.font = `${size}px ${FACE}`;
  const lines = text.split("\n");
  return { w: Math.max(...lines.map((line) => pen.measureText(line).width)), h: lines.length * size * 1.15 };
};

const start = (data) => {
  const canvas = document.getElementById("graph-canvas");
  const panel = document.getElementById("graph-panel");
  const nodeById = new Map(data.nodes.map((node) => [node.id, node]));
  const edgeById = new Map(data.edges.map((edge) => [edge.id, edge]));
  const byDegree = [...data.nodes].sort((a, b) => b.degree - a.degree || (a.id < b.id ? -1 : 1));
  const byWeight = [...data.edges].sort((a, b) => b.statements.length - a.statements.length || (a.id < b.id ? -1 : 1));
  const nodes = new vis.DataSet(data.nodes);
  const edges = new vis.DataSet(data.edges.map((edge) => ({ ...edge, label: "" })));
  const network = new vis.Network(canvas, { nodes, edges }, data.options);
  const drawn = new Set(["affirmed", "hedged", "planned", "denied", "standing"]);
  let room = { width: 1, height: 1 };
  let moved = false, searched = "", pointed = { node: null, edge: null }, chosen = { node: null, edge: null };
  canvas.network = network;

  const paint = () => {
    const ink = style("--ink"), paper = style("--paper"), soft = style("--soft");
    nodes.update(data.nodes.map((node) => ({ id: node.id, font: { ...node.font, face: FACE, color: ink, strokeColor: paper, strokeWidth: 4 } })));
    edges.update(data.edges.map((edge) => {
      const color = style(`--${edge.standing}`);
      return { id: edge.id, color: { color, highlight: color, hover: color }, font: { face: FACE, color: soft, strokeColor: paper, strokeWidth: 4, size: LETTERS } };
    }));
    label();
  };

  // Nodes with their labels as boxes, moved apart on the canvas; the middle of a node is not that of its box.
  const arrange = () => {
    const boxes = data.nodes.map((node) => {
      const text = measure(node.label, node.font.size);
      return { id: node.id, x: node.x, y: node.y, w: Math.max(text.w, 2 * node.size) + 14, h: text.h + 2 * node.size + 12, down: text.h / 2 };
    });
    room = stretch(boxes, canvas.clientWidth - 16, canvas.clientHeight - 12);
    separate(boxes, room);
    nodes.update(boxes.map((box) => ({ id: box.id, x: box.x, y: box.y - box.down })));
  };
  const fit = (duration) => {
    const scale = Math.min(1.3, canvas.clientWidth / (room.width + 16), canvas.clientHeight / (room.height + 12));
    network.moveTo({ position: { x: 0, y: 0 }, scale: moved ? Math.min(scale, 0.9 * scale) : scale, animation: duration ? { duration } : false });
    if (!duration) label();
  };

  // Labels keep their size on the screen when the picture shrinks, and those that would cover others wait until
  // they are pointed at, chosen, or have room.
  const label = () => {
    const scale = network.getScale(), small = Math.min(1, scale);
    const places = network.getPositions();
    const dots = data.nodes.map((node) => ({ ...places[node.id], w: 2 * node.size, h: 2 * node.size }));
    const texts = byDegree.map((node) => {
      const size = node.font.size / small, text = measure(node.label, size);
      return { id: node.id, size, x: places[node.id].x, y: places[node.id].y + node.size + 4 + text.h / 2, w: text.w + 2, h: text.h };
    });
    const shown = small < 1 ? fitting(texts, []) : texts.map(() => true);
    const near = new Set();
    for (const { node, edge } of [pointed, chosen]) {
      if (edge) for (const end of [edgeById.get(edge).from, edgeById.get(edge).to]) near.add(end);
      if (node) { near.add(node); for (const id of network.getConnectedNodes(node)) near.add(id); }
    }
    nodes.update(texts.map((text, at) => ({
      id: text.id, label: shown[at] || near.has(text.id) ? nodeById.get(text.id).label : " ",
      font: { size: text.size, strokeWidth: 4 / small },
      opacity: searched && !nodeById.get(text.id).name.toLowerCase().includes(searched) ? 0.2 : 1,
    })));
    const captions = byWeight.filter((edge) => drawn.has(edge.standing)).map((edge) => {
      const at = network.body.edges[edge.id].edgeType.getPoint(0.5), text = measure(edge.label, LETTERS / small);
      const asked = [pointed, chosen].some(({ node, edge: one }) => one === edge.id || (node && (edge.from === node || edge.to === node)));
      return { id: edge.id, asked, x: at.x, y: at.y, w: text.w + 4, h: text.h };
    });
    captions.sort((a, b) => b.asked - a.asked);
    const free = fitting(captions, [...dots, ...texts.filter((_, at) => shown[at])]);
    const wanted = new Set(captions.filter((each, at) => (each.asked && [pointed.edge, chosen.edge].includes(each.id)) ||
      (free[at] && (each.asked || data.edges.length <= FEW))).map((each) => each.id));
    edges.update(data.edges.map((edge) => ({ id: edge.id, label: wanted.has(edge.id) ? edge.label : "", font: { size: LETTERS / small } })));
  };
  let waiting = false;
  const relabel = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; label(); });
  };

  const phrase = (edge, verb) =>
    `${nodeById.get(edge.from).name} ${edge.arrows.from.enabled ? "←" : "—"} ${verb} → ${nodeById.get(edge.to).name}`;
  const statement = (edge, said) => element("section", { class: "statement" },
    element("h3", {}, phrase(edge, said.label)),
    element("div", { class: "row small" },
      element("span", { class: `chip ${said.standing}` }, said.standing_label),
      ...[said.certainty, said.polarity, said.temporality, said.time].map((fact) => (fact ? element("span", { class: "chip" }, fact) : null))),
    said.passage[1] ? element("blockquote", {}, said.passage[0], element("mark", {}, said.passage[1]), said.passage[2]) : null,
    said.says ? element("p", { class: "says" }, "according to ", element("b", {}, said.says)) : null,
    said.document ? element("p", { class: "small" }, link(said.document_url, said.name || said.document), said.published ? `, ${said.published}` : "") : null,
    said.event_url ? element("p", { class: "small" }, link(said.event_url, "All claims about this event")) : null);

  // The panel begins with a list of all lines, for those who cannot or would rather not point at them.
  const first = [...panel.childNodes];
  const list = element("ul", { class: "list small" }, ...byWeight.slice(0, 100).map((edge) => {
    const button = element("button", { type: "button", class: "text" }, phrase(edge, edge.label));
    button.addEventListener("click", () => choose({ node: null, edge: edge.id }));
    return element("li", {}, element("span", { class: `bullet ${edge.standing}`, title: edge.standing_label }), button);
  }));
  const show = (...children) => {
    const back = element("button", { type: "button", class: "text small" }, "All lines");
    back.addEventListener("click", () => choose({ node: null, edge: null }));
    panel.replaceChildren(element("p", {}, back), ...children.filter(Boolean));
    panel.scrollTop = 0;
  };
  const showAll = () => {
    panel.replaceChildren(...first, list);
    panel.scrollTop = 0;
  };
  const showEdge = (edge) => show(
    element("h2", {}, edge.statements.length === 1 ? "What the text says" : `${counted(edge.statements.length)} on this line`),
    ...edge.statements.slice(0, 60).map((said) => statement(edge, said)));
  const showNode = (node) => {
    const own = data.edges.filter((edge) => edge.from === node.id || edge.to === node.id)
      .flatMap((edge) => edge.statements.map((said) => [edge, said]));
    show(
      element("h2", {}, node.name),
      element("p", { class: "soft small" }, [node.type, node.country].filter(Boolean).join(" · ")),
      element("p", { class: "row small" },
        node.url ? link(node.url, "Everything about it") : null,
        node.graph_url ? link(node.graph_url, "Its neighbourhood") : null),
      element("p", { class: "small soft" }, `${counted(own.length)} here${own.length > 40 ? ", the first 40 shown" : ""}`),
      ...own.slice(0, 40).map(([edge, said]) => statement(edge, said)));
  };

  const choose = (next) => {
    chosen = next;
    network.setSelection({ nodes: next.node ? [next.node] : [], edges: next.edge ? [next.edge] : [] }, { highlightEdges: false });
    if (next.node) showNode(nodeById.get(next.node));
    else if (next.edge) showEdge(edgeById.get(next.edge));
    else showAll();
    relabel();
  };
  network.on("click", (event) => choose({ node: event.nodes[0] || null, edge: event.nodes.length ? null : event.edges[0] || null }));
  showAll();
  for (const [name, change] of [
    ["hoverNode", (event) => { pointed = { node: event.node, edge: null }; }], ["blurNode", () => { pointed = { node: null, edge: null }; }],
    ["hoverEdge", (event) => { pointed = { node: null, edge: event.edge }; }], ["blurEdge", () => { pointed = { node: null, edge: null }; }],
    ["zoom", () => {}], ["dragEnd", (event) => { if (event.nodes.length) moved = true; }], ["animationFinished", () => {}],
  ]) network.on(name, (event) => { change(event); relabel(); });

  const search = document.getElementById("graph-search");
  search.addEventListener("input", () => {
    searched = search.value.trim().toLowerCase();
    const found = data.nodes.some((node) => node.name.toLowerCase().includes(searched));
    if (searched && !found) search.setAttribute("aria-invalid", "true"); else search.removeAttribute("aria-invalid");
    relabel();
  });
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    const words = search.value.trim().toLowerCase();
    const hit = words && byDegree.find((node) => node.name.toLowerCase().includes(words));
    if (!hit) return;
    choose({ node: hit.id, edge: null });
    network.focus(hit.id, { scale: Math.max(1, network.getScale()), animation: { duration: 300 } });
  });
  document.getElementById("graph-fit").addEventListener("click", () => { if (moved) { moved = false; arrange(); } fit(300); });
  for (const box of document.querySelectorAll("input[data-standing]")) box.addEventListener("change", () => {
    if (box.checked) drawn.add(box.dataset.standing); else drawn.delete(box.dataset.standing);
    edges.update(data.edges.map((edge) => ({ id: edge.id, hidden: !drawn.has(edge.standing) })));
    relabel();
  });

  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);
  let size = "";
  new ResizeObserver(() => {
    const now = `${canvas.clientWidth}x${canvas.clientHeight}`;
    if (now === size || !canvas.clientWidth || !canvas.clientHeight) return;
    size = now;
    requestAnimationFrame(() => {
      if (!moved) arrange();
      fit(0);
      paint();
      canvas.dataset.ready = "true";
    });
  }).observe(canvas);
};

const legend = document.querySelector(".legend");
if (window.innerWidth <= 760) legend.open = false;
const data = JSON.parse(document.getElementById("graph-data").textContent);
if (data.nodes.length) start(data);
