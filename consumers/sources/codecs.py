"""See that every compression codec and the checksum library are there."""

from __future__ import annotations

from prodshape.errors import ConfigurationError


def check_codecs() -> None:
    """See that every codec is there: without one, kafka-python hangs at the first batch that needs it.

    Raises:
        ConfigurationError: a library is missing.

    >>> check_codecs()
    """
    from importlib.util import find_spec

    from kafka import codec

    present = {
        "lz4": codec.has_lz4(),
        "snappy": codec.has_snappy(),
        "zstd": codec.has_zstd(),
        "crc32c": find_spec("crc32c") is not None,
    }
    missing = [name for name, found in present.items() if not found]
    if missing:
        raise ConfigurationError(
            f"The consumer needs every codec that a producer may use, and {', '.join(missing)} cannot be loaded: "
            "pip install 'kafka-python[crc32c,lz4,snappy,zstd]'."
        )
