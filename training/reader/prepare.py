"""Make all that training needs ready in one file: `python -m training.reader.prepare --out FILE` (packed if .xz)."""

from __future__ import annotations

import argparse
import gzip
import json
import lzma
import pickle
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from backstay.reading.windows import tokenize

from .base import SHARED, base_model, plain_title, plain_tokenizer
from .bundle import Archive, Bundle
from .gold import load_folder
from .sets import label, load_sets, measured_articles

ARCHIVE = SHARED / "data/news/international_2012_2020.jsonl.gz"


def archive_texts(leave_out: set[str], articles: set[str]) -> list[str]:
    """Title and text of the archive's articles, without those whose title is in `leave_out` or id in `articles`."""
    texts = []
    with gzip.open(ARCHIVE, "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            if plain_title(article["title"]) not in leave_out and article["ID"] not in articles:
                texts.append(article["title"] + "\n\n" + article["text"])
    return texts


def pack(texts: list[str]) -> Archive:
    """Texts as one row of pieces."""
    tokenizer = plain_tokenizer(base_model() / "tokenizer.json")
    ids: list[NDArray[np.uint16]] = []
    first: list[NDArray[np.bool_]] = []
    sentences: list[tuple[int, int]] = []
    spans, at = [], 0
    for text in texts:
        tokens = tokenize(tokenizer, text)
        begin = len(sentences)
        sentences += tokens.sentences
        ids.append(np.array(tokens.ids, dtype=np.uint16))
        first.append(np.array(tokens.first, dtype=np.bool_))
        spans.append((at, at + len(tokens.ids), begin, len(sentences)))
        at += len(tokens.ids)
    return Archive(
        np.concatenate(ids),
        np.concatenate(first),
        np.array(sentences, dtype=np.int32),
        np.array(spans, dtype=np.int32),
    )


def make(*, everything: bool = False) -> Bundle:
    """Read and label all sets."""
    tokenizer = plain_tokenizer(base_model() / "tokenizer.json")
    dev = load_folder(SHARED / "gold/dev")
    titles = {plain_title(document.text.partition("\n")[0]) for document in dev}
    archive = pack(archive_texts(titles, measured_articles()))
    watched = list(zip(dev, label(dev, tokenizer), strict=True))
    return Bundle(load_sets(tokenizer, everything=everything), archive, watched)


def main() -> None:
    """Parse the command line and write the bundle."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--everything", action="store_true", help="keep nothing of the small sets back")
    args = parser.parse_args()
    args.out.parent.mkdir(parents=True, exist_ok=True)
    bundle = make(everything=args.everything)
    with lzma.open(args.out, "wb", preset=3) if args.out.suffix == ".xz" else args.out.open("wb") as file:
        pickle.dump(bundle, file, protocol=5)
    counts = {name: len(examples) for name, examples in bundle.sets.fixed.items()}
    print({"texts": len(bundle.sets.documents), "unlabelled": len(bundle.archive), **counts})


if __name__ == "__main__":
    main()
