"""The Django project: one app per noun of the domain."""
