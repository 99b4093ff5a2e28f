// Draws the picture of the graph from the JSON in #graph-data and shows the evidence of what is clicked.
// Every text reaches the page through textContent, so nothing in the data can run.
"use strict";
(() => {
  const data = JSON.parse(document.getElementById("graph-data").textContent);
  if (!data.nodes.length) return;
  const canvas = document.getElementById("graph-canvas");
  const panel = document.getElementById("graph-panel");
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  const element = (name, attributes, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) made.setAttribute(key, value);
    made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
    return made;
  };
  // Links come from data: only addresses of this server and the web's own schemes become links.
  const link = (address, text) =>
    /^(https?:\/\/|\/(?!\/))/.test(address || "") ? element("a", { href: address, target: "_top" }, text) : element("span", {}, text);

  const paint = () => {
    const ink = style("--ink"), paper = style("--paper");
    nodes.update(data.nodes.map((node) => ({ id: node.id, font: { ...node.font, color: ink, strokeColor: paper, strokeWidth: 4 } })));
    edges.update(data.edges.map((edge) => ({
      id: edge.id,
      color: { color: style(`--${edge.standing}`), highlight: style(`--${edge.standing}`), hover: style(`--${edge.standing}`) },
      font: { color: style("--soft"), strokeColor: paper, strokeWidth: 4, size: 12 },
    })));
  };

  const nodes = new vis.DataSet(data.nodes);
  const edges = new vis.DataSet(data.edges);
  const network = new vis.Network(canvas, { nodes, edges }, data.options);
  canvas.network = network;
  paint();
  dark.addEventListener("change", paint);
  // vis-network fits to the very edge; labels and the tools need some room.
  const fit = (duration) => {
    network.fit({ maxZoomLevel: 1.6 });
    const scale = network.getScale() * 0.86;
    network.moveTo({ scale, animation: duration ? { duration } : false });
  };
  const settle = () => { fit(0); canvas.dataset.ready = "true"; };
  if (data.options.physics.enabled) network.once("stabilizationIterationsDone", () => { network.setOptions({ physics: { enabled: false } }); settle(); });
  else network.once("afterDrawing", settle);

  const nodeById = new Map(data.nodes.map((node) => [node.id, node]));
  const edgeById = new Map(data.edges.map((edge) => [edge.id, edge]));

  const statement = (edge) => {
    const [before, quote, after] = edge.passage;
    const made = element("section", { class: "statement" },
      element("h3", {}, `${nodeById.get(edge.from).name} — ${edge.label} → ${nodeById.get(edge.to).name}`),
      element("div", { class: "row small" },
        element("span", { class: `chip ${edge.standing}` }, edge.standing_label),
        edge.certainty ? element("span", { class: "chip" }, edge.certainty) : null,
        edge.temporality ? element("span", { class: "chip" }, edge.temporality) : null,
        edge.time ? element("span", { class: "chip" }, edge.time) : null),
      quote ? element("blockquote", {}, before, element("mark", {}, quote), after) : null,
      edge.says ? element("p", { class: "says" }, "according to ", element("b", {}, edge.says)) : null,
      edge.document ? element("p", { class: "small" }, link(edge.document_url, edge.name || edge.document), edge.published ? `, ${edge.published}` : "") : null);
    if (edge.event_url) made.append(element("p", { class: "small" }, link(edge.event_url, "All claims about this event")));
    return made;
  };

  const showEdge = (edge) => {
    panel.replaceChildren(element("h2", {}, "What the text says"), statement(edge));
    panel.scrollTop = 0;
  };
  const showNode = (node) => {
    const own = data.edges.filter((edge) => edge.from === node.id || edge.to === node.id);
    panel.replaceChildren(
      element("h2", {}, node.name),
      element("p", { class: "soft small" }, [node.type, node.country].filter(Boolean).join(" · ")),
      element("p", { class: "row small" },
        node.url ? link(node.url, "Everything about it") : null,
        node.graph_url ? link(node.graph_url, "Its neighbourhood") : null),
      element("p", { class: "small soft" }, own.length === 1 ? "1 statement here" : `${own.length} statements here`),
      ...own.slice(0, 40).map(statement));
    panel.scrollTop = 0;
  };
  network.on("click", (event) => {
    if (event.nodes.length) showNode(nodeById.get(event.nodes[0]));
    else if (event.edges.length) showEdge(edgeById.get(event.edges[0]));
  });

  const search = document.getElementById("graph-search");
  const find = () => {
    const words = search.value.trim().toLowerCase();
    const hits = words ? data.nodes.filter((node) => node.name.toLowerCase().includes(words)) : [];
    const hit = new Set(hits.map((node) => node.id));
    nodes.update(data.nodes.map((node) => ({ id: node.id, opacity: words && !hit.has(node.id) ? 0.2 : 1 })));
    if (words && !hits.length) search.setAttribute("aria-invalid", "true"); else search.removeAttribute("aria-invalid");
    return hits;
  };
  search.addEventListener("input", find);
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    const hits = find();
    if (!hits.length) return;
    network.selectNodes([hits[0].id]);
    network.focus(hits[0].id, { scale: 1.1, animation: { duration: 300 } });
    showNode(hits[0]);
  });
  document.getElementById("graph-fit").addEventListener("click", () => fit(300));

  const drawn = new Set(["affirmed", "hedged", "planned", "denied", "standing"]);
  for (const box of document.querySelectorAll("input[data-standing]")) {
    box.addEventListener("change", () => {
      if (box.checked) drawn.add(box.dataset.standing); else drawn.delete(box.dataset.standing);
      edges.update(data.edges.map((edge) => ({ id: edge.id, hidden: !drawn.has(edge.standing) })));
    });
  }
})();
