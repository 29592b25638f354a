"""The course of a training, as plain data: what it tells, how it went, what that means."""
