"""Where the parts of a store are that are not in its folder."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What several machines share; None: kept in the folder of the store."""

    catalog: str | None = field(default=None, repr=False)
    """Address of the database, which may hold a password."""
    vectors: str | None = None
    """Address of a Chroma server, https://host:port or http://…, the Rust server that `chroma run` starts."""
    vectors_token: str | None = field(default=None, repr=False)
    """Shown to the server, or to the proxy before it."""
    originals: str | None = None
    """A folder, file://… or s3://bucket/prefix."""
    s3_endpoint: str | None = None
    """Of a store that speaks S3's language; None: Amazon's, or what AWS_ENDPOINT_URL names."""


HERE = Elsewhere()
"""Everything in the folder of the store."""
