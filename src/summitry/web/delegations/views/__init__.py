"""The pages of delegations: an organisation's own, the desk's, printed, public."""
