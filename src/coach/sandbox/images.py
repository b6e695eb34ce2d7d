"""The sandbox images: rendered from one Dockerfile, named by what is in them, built when first needed."""

import hashlib
import io
import tarfile
import threading
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from coach.errors import RunnerUnavailable
from coach.languages.folders import names
from coach.languages.language import Language, load

if TYPE_CHECKING:
    from docker import DockerClient

REPOSITORY_PREFIX = "coach-sandbox-"
LABEL = "coach.sandbox=image"
_HERE = Path(__file__).parent
_DOCKERFILE = _HERE / "images" / "Dockerfile"
_PLACE_OF_STAGE = "#: the stage of one language\n"
_NOT_IN_IMAGES = ("language.toml", "Dockerfile")
_LINES_SHOWN = 12
_building = threading.Lock()

Progress = Callable[[str], None]


class ImageStatus(NamedTuple):
    """A language's image on the engine; `size` in bytes, 0 where it is not built."""

    language: str
    tag: str
    built: bool
    size: int


def rendered(language: Language) -> str:
    """The Dockerfile of one language: what all have in common, with the language's own stage in the middle."""
    own = language.folder / "Dockerfile"
    common = _DOCKERFILE.read_text(encoding="utf-8")
    before, _, after = common.partition(_PLACE_OF_STAGE)
    return before + (own.read_text(encoding="utf-8") if own.is_file() else f"FROM base AS {language.name}\n") + after


def context_files(language: Language) -> dict[str, bytes]:
    """What the image of a language is built from: name in the build context → content."""
    files = {"Dockerfile": rendered(language).encode()}
    guest = [_HERE / "__init__.py", _HERE / "start.py", *_files(_HERE / "guest")]
    files |= {f"sandbox/{source.relative_to(_HERE).as_posix()}": source.read_bytes() for source in guest}
    for folder in (language.folder, *(load(name).folder for name in language.uses)):
        for source in _files(folder):
            if source.name not in _NOT_IN_IMAGES:
                files[f"languages/{source.relative_to(folder.parent).as_posix()}"] = source.read_bytes()
    return files


def _files(folder: Path) -> list[Path]:
    return sorted(each for each in folder.rglob("*") if each.is_file() and "__pycache__" not in each.parts)


def tag_of(language: Language) -> str:
    """The image's name, with a hash of its content: another content is another image."""
    digest = hashlib.sha256()
    for name, content in sorted(context_files(language).items()):
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return f"{REPOSITORY_PREFIX}{language.name}:{digest.hexdigest()[:16]}"


def ensure(client: "DockerClient", language: Language, progress: Progress | None = None) -> str:
    """The tag of the language's image, built if the engine has none.

    Raises RunnerUnavailable when the build fails, and what docker-py raises for an engine that is gone.
    """
    import docker.errors

    tag = tag_of(language)
    try:
        inspect(client, tag)
    except docker.errors.NotFound:
        with _building:
            build(client, language, progress)
    return tag


def inspect(client: "DockerClient", tag: str) -> dict[str, Any]:
    """What the engine says of an image. Raises docker.errors.NotFound where there is none."""
    answer: dict[str, Any] = client.api.inspect_image(tag)  # type: ignore[no-untyped-call]
    return answer


def build(
    client: "DockerClient", language: Language, progress: Progress | None = None, *, from_scratch: bool = False
) -> str:
    """Build the language's image; quick when the engine has it already. Returns its tag.

    Raises RunnerUnavailable with the last lines of a build that fails.
    """
    tag = tag_of(language)
    lines: deque[str] = deque(maxlen=_LINES_SHOWN)
    context = io.BytesIO(_packed(context_files(language)))
    steps = client.api.build(
        fileobj=context,
        custom_context=True,
        tag=tag,
        rm=True,
        forcerm=True,
        nocache=from_scratch,
        decode=True,
        timeout=1800,
    )
    if progress:
        progress(f"Building the {language.title} sandbox ({tag})")
    for line, failed in _lines(steps):
        lines.append(line)
        if failed:
            raise RunnerUnavailable(
                f"The {language.title} sandbox could not be built", why="\n".join(lines), fix="coach sandbox build"
            )
        if progress:
            progress(line)
    return tag


def _lines(steps: Iterator[dict[str, Any]]) -> Iterator[tuple[str, bool]]:
    """Each line that a build prints, and whether it is the error that ended it."""
    for step in steps:
        text = step.get("stream") or step.get("error") or step.get("status") or ""
        for line in str(text).splitlines():
            if line.strip():
                yield line.rstrip(), "error" in step


def _packed(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            entry.mode = 0o644
            archive.addfile(entry, io.BytesIO(content))
    return packed.getvalue()


def status(client: "DockerClient") -> list[ImageStatus]:
    """The image of each language that can be run. Raises what docker-py raises."""
    import docker.errors

    found = []
    for name in names():
        tag = tag_of(load(name))
        try:
            image = inspect(client, tag)
            found.append(ImageStatus(name, tag, True, int(image["Size"])))
        except docker.errors.NotFound:
            found.append(ImageStatus(name, tag, False, 0))
    return found


def clean(client: "DockerClient", *, keep_current: bool = True) -> list[str]:
    """Remove sandbox images, by default those of other versions only; returns their tags. Raises as docker-py."""
    import docker.errors

    kept = {tag_of(load(name)) for name in names()} if keep_current else set()
    removed = []
    for image in client.api.images(filters={"label": LABEL}):
        for tag in image.get("RepoTags") or []:
            if tag.startswith(REPOSITORY_PREFIX) and tag not in kept:
                try:
                    client.api.remove_image(tag)
                    removed.append(tag)
                except docker.errors.APIError:
                    continue
    return removed
