"""The checks of an inventory, V01 to V25: one function a rule, and the run of them all."""
