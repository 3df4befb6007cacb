"""The index: pairs are found whatever the order and however the reports come in."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from backstay.corroboration.echoes import EchoIndex
from backstay.corroboration.echoes import index as module
from backstay.corroboration.echoes import segment as segments
from backstay.records.errors import UsageError

VOCABULARY = [f"word{number}" for number in range(4_000)]


def sentence(draw: random.Random) -> str:
    return " ".join(draw.choices(VOCABULARY, k=18))


def made(seed: int, groups: int = 30, copies: int = 3) -> dict[str, str]:
    """Groups of copies, each with a third of other sentences; the id before the dash names the group."""
    draw = random.Random(seed)
    texts = {}
    for group in range(groups):
        story = [sentence(draw) for _ in range(12)]
        for copy in range(copies):
            kept = story[:8] + [sentence(draw) for _ in range(4)]
            draw.shuffle(kept)
            texts[f"{group}-{copy}"] = " ".join(kept)
    return texts


def grouped(found: list[list[str]]) -> set[frozenset[str]]:
    return {frozenset(each) for each in found}


def wanted(texts: dict[str, str]) -> set[frozenset[str]]:
    groups: dict[str, set[str]] = {}
    for each in texts:
        groups.setdefault(each.split("-")[0], set()).add(each)
    return {frozenset(each) for each in groups.values()}


def test_copies_are_grouped_whatever_the_order() -> None:
    texts = made(1)
    for seed in (1, 2):
        ids = sorted(texts)
        random.Random(seed).shuffle(ids)
        index = EchoIndex()
        index.add(ids, [texts[each] for each in ids])
        assert grouped(index.groups()) == wanted(texts)


def test_one_by_one_is_as_good_as_all_at_once() -> None:
    texts = made(2, groups=12)
    at_once, one_by_one = EchoIndex(), EchoIndex()
    at_once.add(list(texts), list(texts.values()))
    for each, text in texts.items():
        one_by_one.add([each], [text])
    assert list(at_once.echoes()) == list(one_by_one.echoes())


def test_small_chunks_and_merged_segments_lose_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_CHUNK", 7)
    monkeypatch.setattr(segments, "_BLOCK", 50)
    texts = made(3)
    index = EchoIndex()
    index.add(list(texts), list(texts.values()))
    assert grouped(index.groups()) == wanted(texts)


def test_an_index_comes_back_from_disk_and_takes_more(tmp_path: Path) -> None:
    texts = made(4)
    first = {each: text for each, text in texts.items() if not each.endswith("-2")}
    index = EchoIndex()
    index.add(list(first), list(first.values()))
    index.save(tmp_path / "echoes")
    again = EchoIndex.load(tmp_path / "echoes")
    assert list(again.echoes()) == list(index.echoes())
    again.add(list(texts), list(texts.values()))  # those known already are passed over
    assert len(again) == len(texts)
    assert grouped(again.groups()) == wanted(texts)


def test_a_folder_without_an_index_is_said_to_be_one(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no index"):
        EchoIndex.load(tmp_path)
    with pytest.raises(UsageError, match="no share"):
        EchoIndex(0.0)


def test_thousands_of_copies_are_one_group_with_few_links(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segments, "CROWDED", 40)
    draw = random.Random(5)
    story = [sentence(draw) for _ in range(10)]
    texts = [" ".join([*story, sentence(draw)]) for _ in range(400)]
    index = EchoIndex()
    for start in range(0, 400, 100):
        index.add([f"copy-{n}" for n in range(start, start + 100)], texts[start : start + 100])
    assert [len(each) for each in index.groups()] == [400]
    assert len(list(index.echoes())) <= 400 * module.NEAREST


def test_empty_and_tiny_texts_do_no_harm() -> None:
    index = EchoIndex()
    assert index.add(["a", "b", "c", "d"], ["", "one two", "", "three"]) == []
    assert index.groups() == []
