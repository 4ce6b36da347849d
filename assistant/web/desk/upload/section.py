"""Files come in here: dropped, taken in behind the scenes, and reported on one by one."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape

from assistant.stock.uploads import Clash, Given
from assistant.web.desk.office import Office
from assistant.web.desk.table import nothing
from assistant.web.desk.upload.report import reported
from assistant.web.desk.upload.words import CHINESE, ENGLISH, Words
from assistant.web.desk.visit import Done, Visit
from corpus.load import SUFFIXES

_ARRIVAL, _KEY = re.compile(r"[0-9a-f]{16}"), re.compile(r"[0-9a-f]{16}")
_CLASHES = {"replace": Clash.REPLACE, "keep_both": Clash.KEEP_BOTH, "again": Clash.ASK}


@dataclass(frozen=True, slots=True)
class Upload:
    """The section /desk/upload."""

    office: Office
    slug: str = "upload"

    def view(self, visit: Visit) -> str:
        """The place to drop files on, and what became of those dropped since the start."""
        said = CHINESE if visit.said.is_chinese else ENGLISH
        batches = self.office.batches.all()
        again = '<span data-again="800"></span>' if any(not it.is_over for it in batches) else ""
        reports = "".join(reported(it, visit, said) for it in batches) or nothing(said.none)
        return f'{_drop(self.office.assistant.settings.upload_mb, said)}<h2 class="over">{escape(said.reports)}</h2><div class="cards">{reports}</div>{again}'

    def act(self, deed: str, fields: Mapping[str, str], visit: Visit) -> Done:
        """Takes in what has arrived, or what waits for a decision."""
        said = CHINESE if visit.said.is_chinese else ENGLISH
        if deed == "ingest":
            given = list(self._arrived(fields))
            if not given:
                return Done(said.nothing_sent, is_good=False)
            self.office.batches.start(visit.author, given)
            return Done(said.started)
        if deed in _CLASHES:
            again = self.office.batches.again(fields.get("batch", ""), visit.author, _CLASHES[deed])
            return Done(said.started) if again else Done(said.gone, is_good=False)
        return Done(visit.said.no_deed, is_good=False)

    def _arrived(self, fields: Mapping[str, str]) -> Iterator[Given]:
        """The files that a page speaks of: only those that did arrive, in their folder, whatever it says."""
        arrival = fields.get("arrival", "")
        try:
            named = json.loads(fields.get("files", ""))
        except ValueError:
            return
        if not _ARRIVAL.fullmatch(arrival) or not isinstance(named, list):
            return
        for it in named:
            key, name = (it.get("key"), it.get("name")) if isinstance(it, dict) else (None, None)
            if isinstance(key, str) and isinstance(name, str) and _KEY.fullmatch(key):
                path = self.office.batches.folder / arrival / key
                if path.is_file():
                    yield Given(name, path)


def _drop(most_mb: int, said: Words) -> str:
    accepted = ",".join(sorted(SUFFIXES))
    told = {
        "data-most": str(most_mb),
        "data-sending": said.sending,
        "data-sent": said.sent,
        "data-large": said.too_large.format(most_mb),
        "data-lost": said.not_sent,
    }
    attributes = " ".join(f'{name}="{escape(value)}"' for name, value in told.items())
    return (
        f'<div class="drop" data-drop {attributes}><p><b>{escape(said.drop)}</b></p><p class="ways">'
        f'<label class="button primary">{escape(said.choose)}<input type="file" multiple accept="{accepted},.yaml" class="unseen" id="files"></label>'
        f'<label class="button">{escape(said.choose_folder)}<input type="file" webkitdirectory class="unseen" id="folder"></label></p>'
        f'<p class="note">{escape(said.limits.format(most_mb))}</p><ul data-files role="status"></ul></div>'
    )
