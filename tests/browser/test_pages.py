from __future__ import annotations

import pytest

from tests.api.records import LATVIA, NORWAY, first


def drawn(visit, path: str):
    page = visit.go(path)
    page.wait_for_selector("#graph-canvas[data-ready=true]")
    return page


def click_edge(page, id: str) -> None:
    """Click the middle of the edge with this id, wherever the layout has put it."""
    at = page.evaluate(
        """id => {
            const network = document.getElementById('graph-canvas').network;
            const middle = network.body.edges[id].edgeType.getPoint(0.5);
            const point = network.canvasToDOM(middle);
            const box = document.querySelector('#graph-canvas canvas').getBoundingClientRect();
            return [box.left + point.x, box.top + point.y];
        }""",
        id,
    )
    page.mouse.click(*at)


@pytest.mark.parametrize(
    "path",
    [
        "/", "/graph", "/entities", "/events", "/documents", "/review", "/decisions", "/sparql", "/docs",
        "/id/entity/state/NOR", "/nothing",
    ],
)  # fmt: skip
def test_pages_load_without_trouble_and_without_the_network(visit, path: str) -> None:
    page = visit.go(path)
    page.wait_for_timeout(400)
    assert page.locator("main").count() == 1
    expected = ["console Failed to load resource: the server responded with a status of 404 (Not Found)"]
    assert visit.troubles == (expected if path == "/nothing" else [])


def test_an_edge_shows_its_sentence_and_source(visit) -> None:
    page = drawn(visit, f"/graph?entity={NORWAY}")
    id = page.evaluate(
        "JSON.parse(document.getElementById('graph-data').textContent).edges.find(e => e.standing === 'hedged').id"
    )
    click_edge(page, id)
    panel = page.locator("#graph-panel")
    panel.locator("mark").first.wait_for()
    text = panel.inner_text()
    assert "Institute of Strategy" in text
    assert "Norway may ship tanks to Riga" in panel.locator("blockquote").inner_text()
    assert "possible" in text
    assert "positive" in text
    assert "Soldiers in Latvia" in text
    assert "2024-05-14" in text
    link = panel.get_by_role("link", name="Soldiers in Latvia")
    link.click()
    page.wait_for_selector("mark.lit")
    assert "/documents/" in page.url
    assert visit.troubles == []


def on_screen(page) -> dict[str, list[list[float]]]:
    """Return zoom, and for each label of a node that is shown its size in pixels and its box on the screen."""
    return page.evaluate(
        """() => {
            const network = document.getElementById('graph-canvas').network, scale = network.getScale();
            const shown = Object.values(network.body.nodes).filter(node => node.options.label.trim());
            return {
                scale, count: shown.length,
                sizes: shown.map(node => node.options.font.size * scale),
                boxes: shown.map(node => node.labelModule.size).map(s => [s.left, s.top, s.width, s.height]),
            };
        }"""
    )


@pytest.mark.parametrize("path", ["/graph", f"/graph?entity={NORWAY}", f"/graph?entity={NORWAY}&embed=true"])
def test_labels_can_be_read_at_once_and_do_not_cover_each_other(visit, path: str) -> None:
    page = drawn(visit, path)
    page.wait_for_timeout(200)
    seen = on_screen(page)
    assert seen["scale"] > 0.6
    assert min(seen["sizes"]) >= 12
    boxes = seen["boxes"]
    for n, (left, top, width, height) in enumerate(boxes):
        for a, b, c, d in boxes[n + 1 :]:
            assert left + width <= a + 2 or a + c <= left + 2 or top + height <= b + 2 or b + d <= top + 2


def test_the_lines_can_be_chosen_without_pointing_at_them(visit) -> None:
    page = drawn(visit, "/graph?entity=norway")
    page.locator("#graph-panel .list button").first.click()
    assert page.locator("#graph-panel mark").count() >= 1
    page.get_by_role("button", name="All lines").click()
    assert page.locator("#graph-panel .list button").count() >= 3
    assert visit.troubles == []


def test_search_finds_and_shows_an_entity(visit) -> None:
    page = drawn(visit, "/graph")
    page.fill("#graph-search", "riga")
    page.press("#graph-search", "Enter")
    page.wait_for_selector("#graph-panel h2:has-text('Riga')")
    assert visit.troubles == []


def test_standings_look_different_and_can_be_hidden(visit) -> None:
    page = drawn(visit, f"/graph?entity={LATVIA}")
    looks = page.evaluate(
        """() => Object.fromEntries(document.getElementById('graph-canvas').network.body.data.edges.get().map(
               edge => [edge.standing, JSON.stringify([edge.dashes, edge.color.color, edge.arrows.to.type])]))"""
    )
    assert len(set(looks.values())) == len(looks) >= 3
    page.uncheck("input[data-standing=denied]")
    hidden = page.evaluate(
        """() => document.getElementById('graph-canvas').network.body.data.edges.get().filter(
               edge => edge.hidden).map(edge => edge.standing)"""
    )
    assert set(hidden) == {"denied"}
    assert visit.troubles == []


def test_the_query_box_answers_and_says_where_a_query_is_wrong(visit) -> None:
    page = visit.go("/sparql")
    page.fill("#ask textarea", "SELECT (1 AS ?one) {}")
    page.click("#ask button[type=submit]")
    page.wait_for_selector("#answer td:has-text('1')")
    assert visit.troubles == []
    page.fill("#ask textarea", "SELECT nonsense")
    page.click("#ask button[type=submit]")
    page.wait_for_selector("#ask .status.bad:has-text('line 1')")


def test_a_claim_lights_up_its_words(visit) -> None:
    page = visit.go(f"/documents/{first().document.iri.rsplit('/', 1)[1]}")
    page.locator("button[data-claim]").nth(1).click()
    assert "Latvia denied" in page.locator("mark.lit").first.inner_text()
    page.locator("mark[data-claims]").first.click()
    assert page.locator(".statement.lit").count() >= 1
    assert visit.troubles == []


def test_a_decision_is_taken_and_undone_on_the_pages(visit) -> None:
    page = visit.go("/id/entity/name/Organization/-/baltic-courier")
    page.fill("#decide input[name=other]", "Institute of Strategy")
    page.fill("#decide input[name=by]", "Ada")
    page.click("#decide button[type=submit]")
    page.wait_for_selector("text=also called Institute of Strategy")
    visit.go("/decisions")
    assert "Ada" in page.locator("tbody tr").first.inner_text()
    page.locator("button[data-undo]").first.click()
    page.wait_for_selector("tbody tr:first-child:has-text('undo')")
    visit.go("/id/entity/name/Organization/-/baltic-courier")
    assert page.get_by_text("also called").count() == 0
    assert visit.troubles == []


def test_hostile_text_never_runs(visit) -> None:
    page = visit.go("/documents")
    paths = page.eval_on_selector_all("td a", "links => links.map(link => link.getAttribute('href'))")
    assert len(paths) >= 8
    for path in (*paths, "/", "/entities", "/events", "/graph", "/entities?q=<script>alert(9)</script>"):
        visit.go(path)
        page.wait_for_timeout(150)
    page = drawn(visit, "/graph")
    names = page.evaluate("JSON.parse(document.getElementById('graph-data').textContent).nodes.map(n => n.id)")
    for name in names:
        page.evaluate(
            "id => { const n = document.getElementById('graph-canvas').network;"
            " n.body.emitter.emit('click', { nodes: [id], edges: [] }); }",
            name,
        )
        assert page.locator("#graph-panel script, #graph-panel img, #graph-panel svg").count() == 0
    assert visit.troubles == []


def test_no_page_is_wider_than_a_phone(browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    for path in ("/", "/graph", "/entities", "/events", "/documents", "/review", "/sparql", "/id/entity/state/NOR"):
        page.goto(address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path
    context.close()
