"""Who may use a server: people and their sign-ins, what each may do, and the record of what was done."""

from coach.accounts.access import Act, Decision, decide
from coach.accounts.audit import Audit
from coach.accounts.service import AccountService

__all__ = ["AccountService", "Act", "Audit", "Decision", "decide"]
