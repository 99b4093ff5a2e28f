"""What is learnt about events: triggers aligned, options weighed, a head that sees what it was shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("scipy")

from spacy.language import Language  # noqa: E402
from spacy.tokens import Doc  # noqa: E402

from api.annotations import Noted, Sentence  # noqa: E402
from ingest.claims import ClaimFinder  # noqa: E402
from ingest.deciding import Decider, Inventory  # noqa: E402
from ingest.events import EventFinder  # noqa: E402
from ingest.factories import load_knowledge  # noqa: E402
from ingest.weighing import DIMENSIONS  # noqa: E402
from ontology.records import Span  # noqa: E402
from tests.ingest.conftest import MakeDoc  # noqa: E402
from tests.ingest.hinted import hints_of  # noqa: E402
from training import events  # noqa: E402
from training.deciding import (  # noqa: E402
    Text,
    Weighed,
    align_triggers,
    fit_weights,
    standing_examples,
    standings,
    weighed,
    words_of,
)
from training.model import HIDDEN, LAYERS  # noqa: E402

TABLE = """
    Rebels rebel NNS 2 nsubj
    mounted mount VBD 0 root
    the = DT 4 det
    attack = NN 2 obj
    near = IN 7 case
    the = DT 7 det
    storm = NN 4 nmod
    . = . 2 punct
    """
REBELS, MOUNTED, ATTACK, STORM = 0, 1, 3, 6


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """Keep threads from waiting for each other over a handful of numbers."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture
def finder() -> EventFinder:
    """The component that finds events, without weights."""
    known = load_knowledge()
    return EventFinder(known.types, known.lexicon, known.attribution)


@pytest.fixture
def inventory(finder: EventFinder) -> Inventory:
    """The names of the head's outputs."""
    return Inventory.of(finder.types)


@pytest.fixture
def doc(nlp: Language, make_doc: MakeDoc) -> Doc:
    """A sentence as the components before events read it."""
    found = make_doc(TABLE, "mounted mount.01 ARG0:Rebels ARG1:attack")
    for name, component in nlp.pipeline:
        if name == "sitrep_events":
            break
        found = component(found)
    return found


def noted(doc: Doc, token: int, class_name: str = "Attack", standing: str = "certain positive past") -> Noted:
    """Return an event as annotated."""
    certainty, polarity, temporality = standing.split()
    trigger = Span(doc[token].idx, doc[token].idx + len(doc[token]))
    return Noted(
        trigger=trigger, class_name=class_name, roles=(), sources=(), certainty=certainty, polarity=polarity,
        temporality=temporality,
    )  # type: ignore[arg-type]  # fmt: skip


def text_of(doc: Doc, found: Mapping[int, Noted], left_out: frozenset[int] = frozenset(), id_: str = "own-1") -> Text:
    """Return an annotated sentence whose words the network tells apart."""
    vectors = torch.randn(len(doc), len(LAYERS) * HIDDEN, generator=torch.Generator().manual_seed(0))
    sentence = Sentence(id=id_, text=doc.text, events=tuple(found.values()))
    return Text(sentence, doc, vectors, dict(found), set(left_out))


def words_by_token(finder: EventFinder, text: Text, inventory: Inventory) -> dict[int, Weighed]:
    """Return what is weighed of each word."""
    return {w.token: w for w in weighed(finder, text, inventory)}


def test_words_are_predicates_nouns_and_what_is_annotated(doc: Doc) -> None:
    assert words_of(text_of(doc, {})) == [REBELS, MOUNTED, ATTACK, STORM]
    assert words_of(text_of(doc, {4: noted(doc, 4)})) == [REBELS, MOUNTED, ATTACK, 4, STORM]


@pytest.mark.parametrize("other", [MOUNTED, STORM], ids=["its head", "its dependent"])
def test_a_trigger_moves_to_the_word_beside_it_that_evokes_its_class(finder: EventFinder, doc: Doc, other: int) -> None:
    event = noted(doc, other)
    text = text_of(doc, {other: event})
    align_triggers(finder, text)
    assert text.events == {ATTACK: event}


def test_a_trigger_stays_where_it_is_right_or_nothing_better_is_near(finder: EventFinder, doc: Doc) -> None:
    for found in (
        {ATTACK: noted(doc, ATTACK)},
        {ATTACK: noted(doc, ATTACK, "Meeting")},  # a cue evokes something else of the word
        {MOUNTED: noted(doc, MOUNTED, "Meeting")},  # the word beside it evokes another class
        {MOUNTED: noted(doc, MOUNTED), ATTACK: noted(doc, ATTACK, "Meeting")},  # the word beside it is taken
    ):
        text = text_of(doc, found)
        align_triggers(finder, text)
        assert text.events == found


def test_each_word_with_options_is_weighed(finder: EventFinder, inventory: Inventory, doc: Doc) -> None:
    doc._.hints = hints_of(finder.types, len(doc), {STORM: ("Shelling", 0.9), ATTACK: ("Attack", 0.9)})
    words = words_by_token(finder, text_of(doc, {ATTACK: noted(doc, ATTACK)}), inventory)
    assert words.keys() >= {ATTACK, STORM}
    assert REBELS not in words  # neither a cue nor the network has anything to say
    attack, storm = words[ATTACK], words[STORM]
    assert [o.evocation.event_class for o in attack.options] == ["Attack"]
    assert (attack.right, attack.missed) == ([True, False], False)
    assert [o.via for o in storm.options] == ["guess"]
    assert (storm.right, storm.missed) == ([False, True], False)
    assert all(len(w.features) == len(w.right) == len(w.options) + 1 for w in words.values())


def test_an_option_of_the_type_is_right_where_none_is_of_the_class(
    finder: EventFinder, inventory: Inventory, doc: Doc
) -> None:
    doc._.hints = hints_of(finder.types, len(doc), {ATTACK: ("Shelling", 0.9)})

    def right(class_name: str) -> tuple[list[bool], bool]:
        found = words_by_token(finder, text_of(doc, {ATTACK: noted(doc, ATTACK, class_name)}), inventory)[ATTACK]
        assert [o.evocation.event_class for o in found.options] == ["Attack", "Shelling"]
        return list(found.right), found.missed

    assert right("Shelling") == ([False, True, False], False)
    assert finder.types.classes["Killing"].parent == finder.types.classes["Attack"].parent
    assert right("Killing") == ([True, True, False], False)
    assert right("Meeting") == ([False, False, True], True)


def test_unclear_words_are_left_out(finder: EventFinder, inventory: Inventory, doc: Doc) -> None:
    doc._.hints = hints_of(finder.types, len(doc), {})
    assert ATTACK in words_by_token(finder, text_of(doc, {}), inventory)
    assert ATTACK not in words_by_token(finder, text_of(doc, {}, frozenset({ATTACK})), inventory)


def test_targets_count_from_no_event(finder: EventFinder, inventory: Inventory, doc: Doc) -> None:
    assert events._target(None, inventory, finder.types) == (0, 0, -100, -100, -100)
    event = noted(doc, ATTACK, standing="possible negative future")
    type_, class_, *standing = events._target(event, inventory, finder.types)
    assert inventory.types[type_ - 1] == "ASSAULT"
    assert inventory.classes[class_ - 1] == "Attack"
    assert [values[n] for values, n in zip(DIMENSIONS.values(), standing, strict=True)] == [
        "possible", "negative", "future",
    ]  # fmt: skip


def test_words_that_evoke_nothing_teach_no_standing() -> None:
    scores = [torch.zeros(2, size, requires_grad=True) for size in (3, 5, 4, 2, 4)]
    gold = torch.tensor([[0, 0, -100, -100, -100], [0, 0, -100, -100, -100]])
    events._loss(scores, gold).backward()
    assert all(score.grad is not None for score in scores[:2])
    assert all(score.grad is None for score in scores[2:])


def test_the_head_sees_what_it_was_shown(
    finder: EventFinder, inventory: Inventory, doc: Doc, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "EPOCHS", 40)
    text = text_of(doc, {ATTACK: noted(doc, ATTACK, standing="possible negative future")}, frozenset({STORM}))
    hints = events.hint(events.train_head([text], inventory, finder.types), text)
    assert len(hints.types) == len(doc)
    assert inventory.types[hints.types[ATTACK].argmax() - 1] == "ASSAULT"
    assert inventory.classes[hints.best[ATTACK] - 1] == "Attack"
    assert hints.types[[REBELS, MOUNTED]].argmax(-1).tolist() == [0, 0]
    standing = [rows[ATTACK].argmax() for rows in (hints.certainty, hints.polarity, hints.temporality)]
    assert [values[n] for values, n in zip(DIMENSIONS.values(), standing, strict=True)] == [
        "possible", "negative", "future",
    ]  # fmt: skip


def test_the_same_seed_gives_the_same_head(
    finder: EventFinder, inventory: Inventory, doc: Doc, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "EPOCHS", 2)
    text = text_of(doc, {ATTACK: noted(doc, ATTACK)})
    one, two = (events.train_head([text], inventory, finder.types, 3).state_dict() for _ in range(2))
    assert all(torch.equal(one[name], two[name]) for name in one)


def test_hints_are_of_heads_that_have_not_seen_the_sentence(
    finder: EventFinder, inventory: Inventory, make_doc: MakeDoc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [text_of(make_doc(TABLE), {}, id_=f"own-{n}") for n in range(7)]
    shown: list[list[str]] = []
    train, last = events.train_head, {}

    def watched(seen: list[Text], *given: object) -> object:
        shown.append([t.sentence.id for t in seen])
        head = train(seen[:1], *given)
        last[id(head)] = shown[-1]
        return head

    hinted: dict[str, list[str]] = {}
    hint = events.hint
    monkeypatch.setattr(events, "EPOCHS", 1)
    monkeypatch.setattr(events, "train_head", watched)
    monkeypatch.setattr(
        events, "hint", lambda head, text: [hinted.update({text.sentence.id: last[id(head)]}), hint(head, text)][1]
    )
    kept = tmp_path / "hints.pt"
    events.hint_by_folds(texts, inventory, finder.types, kept)
    assert len(shown) == events.FOLDS
    assert hinted.keys() == {t.sentence.id for t in texts}
    assert all(id_ not in seen for id_, seen in hinted.items())
    assert all(len(t.doc._.hints.types) == len(t.doc) for t in texts)

    before = [t.doc._.hints for t in texts]
    for text in texts:
        text.doc._.hints = None
    events.hint_by_folds(texts, inventory, finder.types, kept)
    assert len(shown) == events.FOLDS  # kept
    assert all((a.sure == t.doc._.hints.sure).all() for a, t in zip(before, texts, strict=True))

    texts[0].events[ATTACK] = noted(texts[0].doc, ATTACK)
    events.hint_by_folds(texts, inventory, finder.types, kept)
    assert len(shown) == 2 * events.FOLDS  # another annotation

    more = Inventory(types=inventory.types, classes=(*inventory.classes, "Zeal"))
    events.hint_by_folds(texts, more, finder.types, kept)
    assert len(shown) == 3 * events.FOLDS  # another event class: the numbers of classes are others


def test_standings_are_of_events_that_are_found_and_annotated(finder: EventFinder, doc: Doc) -> None:
    known = load_knowledge()
    claims = ClaimFinder(known.types, known.lexicon, known.attribution)
    finder.decider = Decider({"log type": 1.0, "log none": 1.0}, Inventory.of(finder.types))
    doc._.hints = hints_of(finder.types, len(doc), {ATTACK: ("Attack", 0.95)})
    event = noted(doc, ATTACK, standing="possible negative past")
    ((found, features, read),) = standings(finder, claims, text_of(doc, {ATTACK: event}))
    assert found is event
    assert read == {"certainty": "certain", "polarity": "positive", "temporality": "past"}
    right = [chosen for _, chosen in standing_examples(found, features)]
    assert right == [[False, False, True, False], [False, True], [True, False, False, False]]
    assert list(standings(finder, claims, text_of(doc, {STORM: noted(doc, STORM)}))) == []


def test_fitted_weights_tell_events_from_others(
    nlp: Language, finder: EventFinder, inventory: Inventory, doc: Doc
) -> None:
    known = load_knowledge()
    claims = ClaimFinder(known.types, known.lexicon, known.attribution)
    doc._.hints = hints_of(finder.types, len(doc), {STORM: ("Shelling", 0.9), ATTACK: ("Attack", 0.9)})
    texts = [text_of(doc, {ATTACK: noted(doc, ATTACK)})] * 20
    weights = fit_weights(finder, claims, texts, inventory)
    assert (weights["types"], weights["classes"]) == (inventory.types, inventory.classes)
    assert weights.keys() == {"types", "classes", "least", "weights", "standing"}
    assert isinstance(weights["weights"], dict)
    assert isinstance(weights["standing"], dict)
    assert weights["weights"]["rule"] > 0 > weights["weights"]["via guess"]
    assert weights["standing"]["polarity positive"] > 0
    assert [e.trigger for e in finder(doc)._.events] == [ATTACK]
