"""A container that ends by itself while it is being removed is gone in the end."""

from typing import Any, cast

import docker.errors
import pytest
import requests
from docker import APIClient

from coach.sandbox.engine import remove_container

BUSY = docker.errors.APIError("removal of container x is already in progress")
STOPPED = docker.errors.APIError("Could not kill running container x, cannot remove - x is not running")


class Engine:
    """Answers a removal with what it is given: an error, or None for a success."""

    def __init__(self, *answers: Exception | None) -> None:
        self.answers = list(answers)

    def remove_container(self, name: str, **options: Any) -> None:
        assert (name, options) == ("x", {"force": True})
        if (answer := self.answers.pop(0)) is not None:
            raise answer


@pytest.mark.parametrize(
    "answers",
    [
        (None,),
        (docker.errors.NotFound("no such container"),),
        (STOPPED, None),
        (STOPPED, BUSY, docker.errors.NotFound("no such container")),
        (requests.ConnectionError("the connection was cut"), None),
        (requests.ConnectionError("the engine went away"),) * 3,
        (FileNotFoundError("no socket"),) * 3,
        (BUSY,) * 5,
    ],
)
def test_it_is_tried_until_it_is_gone_or_the_engine_is(answers: tuple[Exception | None, ...]) -> None:
    engine = Engine(*answers)
    remove_container(cast(APIClient, engine), "x", waits=(0,) * 5)
    assert engine.answers == []
