"""Files read by all the cores of a Ray cluster, for folders that one machine reads too slowly; one process still writes."""

import logging
import os
from collections.abc import Callable, Generator, Iterable
from contextlib import closing
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from corpus.errors import SettingError
from index.reading import Prepared, ReadingLimits, Refused, Sheet, read_apart

if TYPE_CHECKING:
    import numpy as np

_AT_ONCE = 16
"""Files that one task reads: enough to pay for its way, few enough that no core is idle while another ends."""
_BLOCK = 4096
"""Files of which the results wait in order for the one that writes."""


def read_spread(sheets: Iterable[Sheet], limits: ReadingLimits) -> Generator[Prepared | Refused]:
    """What each file gives, in order, as `read_apart` gives it; each is read within the same limits, on any machine.

    The cluster is that of RAY_ADDRESS, otherwise one of this machine's cores, of as many as `limits` says. Its machines
    need this program and the files under the same paths. A caller that stops before the end closes the iterator.

    Raises:
        SettingError: Ray is not installed, or the cluster does not answer.
    """
    alone = replace(limits, processes=1)

    def read(batch: "dict[str, np.ndarray[Any, Any]]") -> "dict[str, np.ndarray[Any, Any]]":
        import numpy as np

        with closing(read_apart(batch["item"], alone)) as outcomes:
            found = list(outcomes)
        column = np.empty(len(found), dtype=object)
        column[:] = found
        return {"outcome": column}

    left = iter(sheets)
    with closing(_Cluster(limits.at_once)) as cluster:
        while block := list(islice(left, _BLOCK)):
            yield from cluster.map(read, block)


class _Cluster:
    """A connection to Ray; one that was started for it ends with it."""

    def __init__(self, cores: int) -> None:
        # Read by Ray when it is loaded, and by all that it starts.
        os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
        try:
            import ray
            import ray.data
        except ImportError:
            raise SettingError(
                "没有安装 Ray，不能分到多台机器上读取。请先运行 pip install 'wence[scale]'，或去掉 --spread。"
            ) from None
        logging.getLogger("ray.data").setLevel(logging.ERROR)
        address = os.environ.get("RAY_ADDRESS")
        try:
            ray.init(
                address or "local",
                num_cpus=None if address else cores,
                include_dashboard=None if address else False,
                log_to_driver=False,
                logging_level=logging.ERROR,
            )
        except (ConnectionError, ValueError) as error:
            raise SettingError(
                f"连不上 Ray 集群（RAY_ADDRESS={address}）：{error}。请确认它在运行，或去掉 RAY_ADDRESS 只用本机。"
            ) from error
        context = ray.data.DataContext.get_current()
        context.execution_options.preserve_order = True
        context.enable_progress_bars = False

    def map(
        self, read: "Callable[[dict[str, Any]], dict[str, Any]]", block: list[Sheet]
    ) -> Generator[Prepared | Refused]:
        """What `read` gives for the files of a block, batch by batch, in their order."""
        import ray.data

        items = ray.data.from_items(block, override_num_blocks=-(-len(block) // _AT_ONCE))
        for row in items.map_batches(read, batch_size=_AT_ONCE, batch_format="numpy").iter_rows():
            yield row["outcome"]

    def close(self) -> None:
        """Leaves the cluster; ends it when it is this machine's own."""
        import ray

        ray.shutdown()
