"""A property that is computed once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

if TYPE_CHECKING:
    from collections.abc import Callable

_T = TypeVar("_T")


class once(Generic[_T]):  # noqa: N801 - a decorator
    """`functools.cached_property` without the lock that it has before Python 3.12: a dozen for each message took 1 % of its time.

    Example:
        >>> class Batch:
        ...     @once
        ...     def size(self) -> int:
        ...         print("counted")
        ...         return 3
        >>> batch = Batch()
        >>> batch.size + batch.size
        counted
        6
    """

    def __init__(self, function: Callable[[Any], _T]) -> None:
        self._function = function
        self._name = function.__name__
        self.__doc__ = function.__doc__

    @overload
    def __get__(self, instance: None, owner: type) -> once[_T]: ...

    @overload
    def __get__(self, instance: object, owner: type) -> _T: ...

    def __get__(self, instance: object | None, owner: type) -> once[_T] | _T:
        if instance is None:
            return self
        found = instance.__dict__[self._name] = self._function(instance)
        return found
