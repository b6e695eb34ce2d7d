"""A server on this machine that speaks as the vendors of models do, and fails in all their ways."""

from tests.fake_models.faults import CONTENT, IN_TRANSIT, STATUSES, Fault, refused_connection
from tests.fake_models.replies import Finish, Reply, Request, Status
from tests.fake_models.server import FakeModels

__all__ = [
    "CONTENT",
    "IN_TRANSIT",
    "STATUSES",
    "FakeModels",
    "Fault",
    "Finish",
    "Reply",
    "Request",
    "Status",
    "refused_connection",
]
