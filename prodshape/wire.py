"""Read what a program or a service sent as the model that it should be, or say in one sentence why it is not."""

from __future__ import annotations

from typing import TypeVar

from pydantic import BaseModel, ValidationError

from prodshape.errors import InputError

Model = TypeVar("Model", bound=BaseModel)


def read_model(model: type[Model], value: object) -> Model:
    """Validate a value.

    Raises:
        InputError: it does not fit; the sentence names the first place that does not.

    Example:
        >>> from prodshape.dataset import BaselineMove
        >>> read_model(BaselineMove, {"version": 0, "reason": "r", "who": "w"})
        Traceback (most recent call last):
        prodshape.errors.InputError: BaselineMove.version: Input should be greater than or equal to 1, got 0; ...
    """
    try:
        return model.model_validate(value)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise InputError(
            f"{model.__name__}.{place}: {first['msg']}, got {first['input']!r:.100}; change the value, "
            "or use a client of the version of the service."
        ) from error
