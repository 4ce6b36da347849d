"""Everything that is held of one document."""

import datetime
from typing import Any

from assistant.render import copies_json, document_json
from index.catalog import Catalog


def record(catalog: Catalog, doc_id: str, as_of: datetime.date) -> dict[str, Any]:
    """What `wence docs show --json` prints, with validity as on `as_of`. Raises NoSuchDocument."""
    held = document_json(catalog.document(doc_id), catalog.chunks(doc_id), as_of, catalog.repealed_by(doc_id))
    copies = [it for it in catalog.copies().get(doc_id, ()) if it.doc_id != doc_id]
    return held | {"source_paths": list(catalog.paths(doc_id)), "copies": copies_json(copies)}
