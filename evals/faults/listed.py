"""All misdeeds that are tried."""

from evals.faults.addresses import ADDRESSES
from evals.faults.replies import REPLIES
from evals.faults.statuses import STATUSES
from evals.faults.streams import STREAMS

MISDEEDS = (*ADDRESSES, *STATUSES, *STREAMS, *REPLIES)
