"""Properties that are worked out once."""

from collections.abc import Callable
from typing import Any, Generic, Self, TypeVar, overload

T = TypeVar("T")


class kept(Generic[T]):  # noqa: N801 – a decorator
    """As `functools.cached_property`, which in Python 3.11 lets in one thread at a time, whatever the object.

    Long answers are read in threads of their own, and nobody is to wait for somebody else's. What two threads ask of
    one object at the same time is worked out twice.
    """

    def __init__(self, work_out: Callable[[Any], T]) -> None:
        self._work_out = work_out
        self.__doc__ = work_out.__doc__

    @overload
    def __get__(self, instance: None, owner: type) -> Self: ...
    @overload
    def __get__(self, instance: object, owner: type) -> T: ...
    def __get__(self, instance: object | None, owner: type) -> Self | T:
        if instance is None:
            return self
        value = self._work_out(instance)
        # Found there from now on, before this is asked.
        instance.__dict__[self._work_out.__name__] = value
        return value
