"""The errors of the library, grouped by what the caller can do about them."""


class ProdshapeError(Exception):
    """Base of every error that Prodshape raises on purpose.

    The message gives the rule, the value that broke it, and the way out.
    """


class InputError(ProdshapeError):
    """A file, a document or an argument is not what was asked for: change the input."""


class NotComparableError(ProdshapeError):
    """Two things were measured in different ways: measure one of them again."""


class ConfigurationError(ProdshapeError):
    """A setting is missing, contradictory or unsafe: change the setting."""


class UnavailableError(ProdshapeError):
    """A service, broker or database did not answer as it should: try again later."""
